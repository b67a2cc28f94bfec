package dev.tvar.stm.testing.explore;

import org.jspecify.annotations.Nullable;

/** Runs several threads one at a time: only the thread that has the turn runs. The next thread sees its effects. */
interface Driver {
    /**
     * Limit of the checks, one second apart, that find a thread blocked outside the scheduler, and of the
     * seconds of processor time that it uses without a step. Both are independent of the load of the
     * machine.
     */
    long SILENT_SECONDS = Integer.getInteger("dev.tvar.stm.testing.limitSeconds", 20);

    /** Creates a thread that runs {@link ControlledThread#work} when it first gets the turn. */
    Thread newThread(ControlledThread controlled);

    /** Passes the turn, on the explorer's thread; returns when the turn comes back to the explorer. */
    void run(ControlledThread first);

    /** Passes the turn, on a controlled thread; returns when that thread has it again. Null is the explorer. */
    void pass(ControlledThread self, @Nullable ControlledThread next);

    boolean isClosed();

    /** Ends the threads that have no body to run; the other threads must not get the turn any more. */
    void close(Iterable<ControlledThread> idle);

    /** Its description in reports. */
    @Override
    String toString();

    /** The fastest driver available in this JVM. */
    static Driver best() {
        Driver virtual = VirtualThreads.orNull();
        return virtual != null ? virtual : new PlatformThreads();
    }

    static IllegalStateException blocked(ControlledThread controlled) {
        IllegalStateException problem = new IllegalStateException("thread '" + controlled.name
                + "' has been blocked for " + SILENT_SECONDS
                + " s outside of transactions, or runs on without one; its stack trace follows");
        problem.setStackTrace(controlled.thread.getStackTrace());
        return problem;
    }
}
