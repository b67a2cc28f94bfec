package dev.tvar.stm.examples.engine;

/**
 * No protection at all: wrong as soon as two threads work here, and shown for that reason. Between reading and writing it
 * yields now and then, which any scheduler may do to any program, so that the race also shows on a busy machine.
 */
public final class UnprotectedBank implements Bank {
    private static final int YIELD = 50;

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
        return this::transfer;
    }

    private boolean transfer(int from, int to, long amount) {
        long held = balances[from];
        long other = balances[to];
        if (held < amount) {
            return false;
        }
        if (amount % YIELD == 0) {
            Thread.yield();
        }
        balances[from] = held - amount;
        balances[to] = other + amount;
        return true;
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
