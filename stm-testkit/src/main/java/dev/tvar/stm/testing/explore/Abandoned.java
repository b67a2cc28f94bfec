package dev.tvar.stm.testing.explore;

/** Unwinds a thread whose schedule has ended before it. */
final class Abandoned extends Error {
    private static final long serialVersionUID = 1L;

    Abandoned() {
        super("the schedule has ended, and this thread with it; not to be caught", null, false, false);
    }
}
