package dev.tvar.stm.internal.tx;

import dev.tvar.stm.internal.access.Answers.Verdict;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.cell.Clock;

/** Moves an attempt to a later instant, at which all that it has read still holds. */
final class Extension {
    private Extension() {}

    /** Returns an instant at this version or beyond at which everything still holds, or dooms the attempt. */
    static long to(long version, Attempt attempt) {
        long now = Clock.now();
        for (int round = 0; now < version || round < Commit.ROUNDS_FOR_ANSWERS; round++) {
            if (now < version || round > 0) {
                now = Clock.leap();
            }
            if (!Validation.readsHold(attempt)) {
                throw attempt.doomed(Signal.CONFLICT);
            }
            Verdict answers = Validation.answersAt(attempt, now);
            if (answers == Verdict.CHANGED) {
                throw attempt.doomed(Signal.CONFLICT);
            }
            if (answers != Verdict.TOO_NEW) {
                return now;
            }
        }
        throw attempt.doomed(Signal.CONFLICT);
    }
}
