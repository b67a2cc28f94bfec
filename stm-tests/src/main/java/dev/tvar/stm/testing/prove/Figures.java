package dev.tvar.stm.testing.prove;

import java.util.OptionalLong;

/**
 * How much was tried; immutable.
 *
 * @param tries random cases
 * @param runs runs of them
 * @param transactions transactions that ended; snapshots are among them
 * @param transfers transfers that moved money
 * @param audits sums of all accounts
 * @param aborts attempts that the engine threw away, if it counts them
 * @param gaveUp transactions that an engine gave up which says that it may
 */
public record Figures(
        long tries, long runs, long transactions, long transfers, long audits, OptionalLong aborts, long gaveUp) {
    /** Nothing tried yet. */
    static final Figures NONE = new Figures(0, 0, 0, 0, 0, OptionalLong.of(0), 0);

    Figures plus(Figures other) {
        return new Figures(
                tries + other.tries,
                runs + other.runs,
                transactions + other.transactions,
                transfers + other.transfers,
                audits + other.audits,
                aborts.isPresent() && other.aborts.isPresent()
                        ? OptionalLong.of(aborts.getAsLong() + other.aborts.getAsLong())
                        : OptionalLong.empty(),
                gaveUp + other.gaveUp);
    }

    Figures plusTry() {
        return new Figures(tries + 1, runs, transactions, transfers, audits, aborts, gaveUp);
    }
}
