package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.history.Index.Placed;

/**
 * The ranges of versions of the answers of isAtLeast. An answer names no version: it is correct at
 * every version whose value is on the same side of the bound, so it has successive ranges of versions.
 * {@link AnswerSearch} chooses among them.
 *
 * <p>A tree of smallest and greatest values for each compared variable finds a range in logarithmic time.
 */
final class Answers {
    private final Index index;

    Answers(Index index) {
        this.index = index;
        for (int attempt = 0; attempt < index.attempts.size(); attempt++) {
            placeFirst(attempt);
        }
    }

    /** Places the answers of an attempt in their earliest ranges: those of the versions at which they were given. */
    void placeFirst(int attempt) {
        for (Placed placed : index.accesses(attempt)) {
            if (placed.access instanceof Access.Answer answer) {
                place(attempt, placed, answer);
            }
        }
    }

    private void place(int attempt, Placed placed, Access.Answer answer) {
        index.steps++;
        placed.first = placed.named;
        placed.movable = false;
        Versions versions = index.variables.get(placed.variable);
        int own = placeOfOwnWrite(attempt, placed.variable);
        if (own > placed.first && holds(versions, own - 1, answer)) {
            placed.first = own - 1;
            placed.last = own - 1;
        } else if (!versions.areNumbersFrom(placed.first + 1)) {
            placed.last = versions.size() - 1; // if a value is unknown, any answer is accepted
        } else if (own >= 0) {
            stretch(placed, answer);
            placed.movable = false;
        } else {
            startAfterReal(placed, answer, index.attempts.get(attempt).begin());
            stretch(placed, answer);
        }
    }

    /** The writer of the version that ends the range of an answer that has a later one. */
    int writerAfter(Placed placed) {
        return index.variables.get(placed.variable).writer(placed.last + 1);
    }

    /** Advances to the next range. */
    void move(Placed placed) {
        Access.Answer answer = (Access.Answer) placed.access;
        placed.first = index.variables.get(placed.variable).firstFrom(placed.last + 1, answer, true);
        stretch(placed, answer);
    }

    /** Skips a range that was overwritten by an attempt that ended before this one began, if there is a later range. */
    private void startAfterReal(Placed placed, Access.Answer answer, long begin) {
        Versions versions = index.variables.get(placed.variable);
        int present = versions.lastEndedBefore(begin, index.attempts);
        if (present > placed.first) {
            int later = versions.firstFrom(present, answer, true);
            placed.first = later < versions.size() ? later : placed.first;
        }
    }

    private void stretch(Placed placed, Access.Answer answer) {
        index.steps++;
        Versions versions = index.variables.get(placed.variable);
        placed.last = versions.firstFrom(placed.first + 1, answer, false) - 1;
        placed.movable = versions.firstFrom(placed.last + 1, answer, true) < versions.size();
    }

    private static boolean holds(Versions versions, int place, Access.Answer answer) {
        Value value = versions.get(place).value();
        return value == null || answer.isTrueOf(value);
    }

    /** The place of the attempt's write to the variable; -1 if there is none. */
    private int placeOfOwnWrite(int attempt, int variable) {
        Placed[] accesses = index.accesses(attempt);
        int low = 0;
        int high = accesses.length;
        while (low < high) { // the first access to a later variable
            int middle = (low + high) >>> 1;
            if (accesses[middle].variable <= variable) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low - 1; i >= 0 && accesses[i].variable == variable; i--) {
            if (accesses[i].isWrite()) {
                return accesses[i].first;
            }
        }
        return -1;
    }
}
