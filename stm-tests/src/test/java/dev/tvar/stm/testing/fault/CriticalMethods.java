package dev.tvar.stm.testing.fault;

import java.util.Set;

/**
 * The few methods of the engine that must run to their end: they publish a commit, or clean up. They
 * cannot run out of memory or stack, because they allocate nothing and the stack that they need was
 * touched beforehand; {@link OutOfMemoryTest} and the tests of stack overflow verify that. The engine
 * does not survive an error that a debugger, or {@code Thread.stop} of an old JVM, throws in the
 * middle of them.
 */
final class CriticalMethods {
    private static final String ENGINE = "dev.tvar.stm.internal.";

    private static final Set<String> METHODS = Set.of(
            "Commit.storeAll", // values and stamps, once the first of them is seen
            "Commit.storeFew",
            "Commit.store",
            "Commit.unlockAll", // releases the locks
            "Commit.wakeWaiters", // the commit is done; its waiters must be woken
            "WaitNode.deregister", // leaves the lists
            "Snapshots.close", // leaves the list; otherwise the next open or close removes it
            "Ticket.take", // has the ticket, but the transaction does not know yet
            "Ticket.giveBack");

    private CriticalMethods() {}

    /** Whether the caller is in one of these methods. */
    static boolean containsCaller() {
        return StackWalker.getInstance().walk(frames -> frames.anyMatch(CriticalMethods::isCritical));
    }

    private static boolean isCritical(StackWalker.StackFrame frame) {
        String type = frame.getClassName();
        return type.startsWith(ENGINE)
                && METHODS.contains(type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName());
    }
}
