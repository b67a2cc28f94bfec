package dev.tvar.stm.testing.prove;

import java.util.concurrent.ThreadLocalRandom;

/** Takes one more from whoever pays exactly 13; needs no second thread for it, only luck. */
final class Unlucky extends OneLock {
    private final int oneRunIn;
    private volatile boolean shows;

    /**
     * An engine for one run after the other.
     *
     * @param oneRunIn the fault shows in one run of this count, as one that depends on how threads meet would
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
        if (amount == 13 && shows) { // whatever came before it: each smaller case holds or fails whatever the schedule
            atomically(tx -> {
                tx.set(from, tx.get(from) - 1);
                return true;
            });
        }
        return done;
    }
}
