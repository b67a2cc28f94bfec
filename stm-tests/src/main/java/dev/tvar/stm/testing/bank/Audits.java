package dev.tvar.stm.testing.bank;

import java.util.Optional;

/**
 * What the auditors of one run saw.
 *
 * @param made how many audits committed
 * @param wrong how many of them saw another sum than the total
 * @param wrongAttempts how many attempts, of audits that were run again, saw another sum than the total
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
