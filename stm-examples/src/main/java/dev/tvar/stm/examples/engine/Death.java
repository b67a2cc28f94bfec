package dev.tvar.stm.examples.engine;

/** Somebody died between withdraw and deposit. Without a stack trace: it is thrown on purpose, and often. */
final class Death extends RuntimeException {
    static final Death DEATH = new Death();

    private static final long serialVersionUID = 1L;

    private Death() {
        super("died between withdraw and deposit", null, false, false);
    }
}
