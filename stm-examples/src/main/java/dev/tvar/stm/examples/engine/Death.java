package dev.tvar.stm.examples.engine;

/** A participant fails between withdrawal and deposit. Without a stack trace: it is thrown on purpose, and often. */
final class Death extends RuntimeException {
    static final Death DEATH = new Death();

    private static final long serialVersionUID = 1L;

    private Death() {
        super("failed between withdrawal and deposit", null, false, false);
    }
}
