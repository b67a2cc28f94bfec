package dev.tvar.stm.examples.engine;

/** No protection at all: wrong as soon as two threads work here, and shown for that reason. */
public final class UnprotectedBank implements Bank {
    private final long[] balances;

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public UnprotectedBank(long[] opening) {
        balances = opening.clone();
    }

    @Override
    public Teller teller() {
        return (from, to, amount) -> Cash.move(balances, from, to, amount);
    }

    @Override
    public long audit() {
        return Cash.sum(balances);
    }

    @Override
    public long[] balances() {
        return balances.clone();
    }
}
