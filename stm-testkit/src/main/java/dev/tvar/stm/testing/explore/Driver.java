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

    /**
     * Passes the turn, on the explorer's thread; returns when the turn comes back to the explorer.
     *
     * @param outside the calls to the outside to look after meanwhile, or null
     * @throws Blocked if the thread that has the turn blocks, or runs on without a step
     */
    void run(ControlledThread first, @Nullable OutsideCalls outside);

    /** Passes the turn, on a controlled thread; returns when that thread has it again. Null is the explorer. */
    void pass(ControlledThread self, @Nullable ControlledThread next);

    /** Whether a thread may block outside of the scheduler while another one gets the turn. */
    default boolean allowsOutsideCalls() {
        return false;
    }

    /** Passes the turn, on the explorer's thread while it {@linkplain #run runs} a schedule and has taken the turn from a thread. */
    default void give(@Nullable ControlledThread next) {
        throw new UnsupportedOperationException();
    }

    /** Returns, on a controlled thread that has lost the turn, when that thread has it again. */
    default void awaitTurn(ControlledThread self) {
        throw new UnsupportedOperationException();
    }

    /** The limit for a blocked thread, as {@link #SILENT_SECONDS}. */
    default long hangSeconds() {
        return SILENT_SECONDS;
    }

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

    /** A thread that has the turn blocks outside of the scheduler, or runs on without a step. */
    final class Blocked extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        final transient ControlledThread thread;

        Blocked(ControlledThread thread, long seconds) {
            super("thread '" + thread.name + "' has been blocked for " + seconds
                    + " s outside of transactions, or runs on without one; its stack trace follows");
            this.thread = thread;
            setStackTrace(thread.thread.getStackTrace());
        }
    }
}
