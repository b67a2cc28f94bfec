package dev.tvar.stm.testing.fault;

import java.util.Set;

/**
 * The few methods of the engine that must run to their end: they publish a commit, or clean up. An error cannot arise in
 * them from memory or stack, because they allocate nothing and the stack that they need was touched beforehand; that they
 * do so is shown by {@link OutOfMemoryTest} and by the tests of stack overflow in package {@code law}. An error that a
 * debugger or a {@code Thread.stop} of old throws into the midst of them is not survived.
 */
final class Shield {
    private static final String ENGINE = "dev.tvar.stm.internal.";

    private static final Set<String> METHODS = Set.of(
            "Commit.storeAll", // values and stamps, once the first of them is seen
            "Commit.unlockAll", // gives locks back
            "Commit.wakeWaiters", // the commit has happened; who waits must hear of it
            "Waiter.deregister", // leaves the lists
            "Snapshots.close", // leaves the list, else the next to open or close one takes it off
            "Ticket.take", // has the ticket, but the call does not know yet
            "Ticket.giveBack");

    private Shield() {}

    /** Whether the caller is in one of these methods. */
    static boolean protectsCaller() {
        return StackWalker.getInstance().walk(frames -> frames.anyMatch(Shield::isProtected));
    }

    private static boolean isProtected(StackWalker.StackFrame frame) {
        String type = frame.getClassName();
        return type.startsWith(ENGINE)
                && METHODS.contains(type.substring(ENGINE.length()) + "." + frame.getMethodName());
    }
}
