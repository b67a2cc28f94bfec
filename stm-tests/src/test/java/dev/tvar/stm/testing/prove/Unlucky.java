package dev.tvar.stm.testing.prove;

import java.util.concurrent.ThreadLocalRandom;

/** Debits one more on a transfer of exactly 13, in some runs; no second thread is needed. */
final class Unlucky extends OneLock {
    private final int oneRunIn;
    private volatile boolean shows;

    /**
     * An engine for one run after the other.
     *
     * @param oneRunIn the fault shows in one of this many runs, like a fault that depends on the interleaving
     */
    Unlucky(int oneRunIn) {
        this.oneRunIn = oneRunIn;
    }

    @Override
    public String name() {
        return "unlucky in one run of " + oneRunIn;
    }

    @Override
    public Variable variable(long initial) {
        shows = ThreadLocalRandom.current().nextInt(oneRunIn) == 0; // a run opens its accounts first
        return super.variable(initial);
    }

    @Override
    public boolean transfer(Variable from, Variable to, long amount) {
        boolean done = super.transfer(from, to, amount);
        if (amount == 13 && shows) { // independent of earlier runs: each smaller case passes or fails on its own
            atomically(tx -> {
                tx.set(from, tx.get(from) - 1);
                return true;
            });
        }
        return done;
    }
}
