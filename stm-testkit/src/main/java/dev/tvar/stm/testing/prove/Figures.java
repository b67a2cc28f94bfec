package dev.tvar.stm.testing.prove;

import java.util.OptionalLong;

/**
 * The amount of work of a proof; immutable.
 *
 * @param tries random cases
 * @param runs runs of them
 * @param transactions transactions that ended; snapshots are among them
 * @param transfers transfers that moved money
 * @param audits sums of all accounts
 * @param aborts attempts that the engine aborted, if it counts them
 * @param gaveUp transactions given up by an engine that declares that it may give up
 */
public record Figures(
        long tries, long runs, long transactions, long transfers, long audits, OptionalLong aborts, long gaveUp) {
    /** No work yet. */
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
