package dev.tvar.stm.testing.explore;

/** Leads a thread out of a schedule that has ended without it. */
final class Abandoned extends Error {
    private static final long serialVersionUID = 1L;

    Abandoned() {
        super("the schedule has ended, and this thread with it; not to be caught", null, false, false);
    }
}
