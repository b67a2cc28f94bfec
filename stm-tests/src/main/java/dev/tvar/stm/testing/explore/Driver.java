package dev.tvar.stm.testing.explore;

import org.jspecify.annotations.Nullable;

/** Lets one of several threads run at a time: the one that has the turn. The next one sees its effects. */
interface Driver {
    /** So long a thread may be silent before it counts as blocked in something that the scheduler does not know. */
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
                + "' has blocked for " + SILENT_SECONDS
                + " s in something that is no transaction, or runs for ever without one; it stands at the trace below");
        problem.setStackTrace(controlled.thread.getStackTrace());
        return problem;
    }
}
