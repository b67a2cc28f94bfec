package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Clerk;
import dev.tvar.stm.examples.engine.Contender;

/** The tools and counters of one worker. For one thread; the counters may be read when that thread has ended. */
final class Desk {
    private final int worker;
    private final Contender bank;
    private final Clerk clerk;
    private final long expected;
    private double fraction;
    private long audits;
    private long wrongAudits;
    private long atStake;

    Desk(int worker, Contender bank, long expected) {
        this.worker = worker;
        this.bank = bank;
        this.clerk = bank.teller();
        this.expected = expected;
    }

    int worker() {
        return worker;
    }

    Clerk clerk() {
        return clerk;
    }

    /** The completed fraction of the measurement, from 0 to 1. */
    double fraction() {
        return fraction;
    }

    void noteFraction(double soFar) {
        fraction = soFar;
    }

    void audit() {
        audits++;
        wrongAudits += bank.audit() == expected ? 0 : 1;
    }

    long audits() {
        return audits;
    }

    long wrongAudits() {
        return wrongAudits;
    }

    void noteDeath(long amount) {
        atStake += amount;
    }

    /** The money in flight when participants failed. */
    long atStake() {
        return atStake;
    }
}
