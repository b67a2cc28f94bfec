package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.history.Index.Placed;
import java.util.ArrayList;
import java.util.List;

/*
 * Goal. An answer of isAtLeast names no version: it is right at every version at which the value is on the same side of
 * the bound. Find for each answer a range of versions in which the instant of its attempt lies, if there is one.
 *
 * Mechanism. If the attempt wrote the variable itself, its instant is that of the version it overwrote. Otherwise take the
 * first range that begins with the version at which the answer was found. It puts the attempt after the writer of the
 * range's first version (which is certain, since later ranges come after that one, too) and before the writer of the
 * version that ends it (which is not certain if there is a later range). If the writer that ends the range must come
 * before the attempt by what is certain, the attempt goes to its next range.
 *
 * Why it is right. A range is left behind only if the attempt cannot lie in it, so no right history is refused. When no
 * cycle is left, each attempt has a place, so no wrong one is accepted. In between, a cycle may remain of which no single
 * end of a range is to blame; then one is moved on a guess, and if that ends badly, all begins again with other guesses. If
 * they all end badly the history is accepted as undecided. That takes at least two answers, each about a variable that left
 * its side of the bound and came back.
 *
 * Cost. A tree of smallest and greatest values per compared variable, and a logarithmic search for each range.
 */
final class Answers {
    /** An answer that might have a later range. */
    record Movable(int attempt, Placed placed) {}

    private final Index index;
    private final List<Movable> movable = new ArrayList<>();

    Answers(Index index) {
        this.index = index;
        for (int attempt = 0; attempt < index.attempts.size(); attempt++) {
            for (Placed placed : index.accesses(attempt)) {
                if (placed.access instanceof Access.Answer answer) {
                    place(attempt, placed, answer);
                }
            }
        }
    }

    /** Those that might have a later range now. */
    List<Movable> movable() {
        movable.removeIf(each -> !each.placed.movable);
        return movable;
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
            placed.last = versions.size() - 1; // where values are not known, no answer is wrong
        } else if (own >= 0) {
            stretch(placed, answer);
            placed.movable = false;
        } else {
            startAfterReal(placed, answer, index.attempts.get(attempt).begin());
            stretch(placed, answer);
            if (placed.movable) {
                movable.add(new Movable(attempt, placed));
            }
        }
    }

    /** Who wrote the version that ends the range of an answer that has a later one. */
    int writerAfter(Placed placed) {
        return index.variables.get(placed.variable).writer(placed.last + 1);
    }

    /** Goes on to the next range. */
    void move(Placed placed) {
        Access.Answer answer = (Access.Answer) placed.access;
        placed.first = index.variables.get(placed.variable).firstFrom(placed.last + 1, answer, true);
        stretch(placed, answer);
    }

    /** What was overwritten by an attempt that had ended before this one began does not count, if there is something later. */
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

    /** The place of what the attempt wrote to the variable; -1 if it did not. */
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
