package dev.tvar.stm.testing.bank;

import java.util.Optional;

/**
 * The observations of the auditors of one run.
 *
 * @param made the number of audits that committed
 * @param wrong the number of committed audits whose sum differs from the total
 * @param wrongAttempts the number of aborted attempts of audits whose sum differs from the total
 * @param firstWrong the first wrong sum of one auditor, if there was one in an audit or an attempt
 * @param firstNegative the first negative balance of one auditor, if there was one
 */
public record Audits(
        long made, long wrong, long wrongAttempts, Optional<Long> firstWrong, Optional<Long> firstNegative) {

    /** Nothing audited yet. */
    static final Audits NONE = new Audits(0, 0, 0, Optional.empty(), Optional.empty());

    Audits plus(Audits other) {
        return new Audits(
                made + other.made,
                wrong + other.wrong,
                wrongAttempts + other.wrongAttempts,
                firstWrong.or(other::firstWrong),
                firstNegative.or(other::firstNegative));
    }
}
