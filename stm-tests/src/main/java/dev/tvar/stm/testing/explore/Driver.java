package dev.tvar.stm.testing.explore;

import org.jspecify.annotations.Nullable;

/** Lets one of several threads run at a time: the one that has the turn. The next one sees its effects. */
interface Driver {
    /**
     * The number of looks, one second apart, at which a thread may be found waiting in something that the scheduler does not
     * know, and the seconds of processor time that it may use without a step. Both are the same on a busy machine.
     */
    long SILENT_SECONDS = Integer.getInteger("dev.tvar.stm.testing.limitSeconds", 20);

    /** Makes a thread that runs {@link ControlledThread#work} when it first gets the turn. */
    Thread newThread(ControlledThread controlled);

    /** Gives the turn away, on the explorer's thread; returns when it comes back to the explorer. */
    void run(ControlledThread first);

    /** Gives the turn away, on a controlled thread; returns when that has it again. Null is the explorer. */
    void pass(ControlledThread self, @Nullable ControlledThread next);

    boolean isClosed();

    /** Ends the threads that have no body to run; the others must not get the turn any more. */
    void close(Iterable<ControlledThread> idle);

    /** What to say of it in a report. */
    @Override
    String toString();

    /** The best one that this JVM has. */
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
