package dev.tvar.stm.testing.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The committed versions of one variable, in their order: places 0, 1, 2 and so on. */
final class Versions {
    /** The writer of a version from before the history. */
    static final int NO_WRITER = -1;

    /** A version: its number, its writer and its value. */
    record Version(long number, int writer, @Nullable Value value) {}

    private final String variable;
    private List<Version> versions = new ArrayList<>();

    /** The place of the last version whose number is not known; -1 if there is none. */
    private int lastUnknown = -1;

    private @Nullable ValueTree tree;
    private long @Nullable [] earliestEnds;

    Versions(String variable) {
        this.variable = variable;
    }

    String variable() {
        return variable;
    }

    void add(long number, int writer, @Nullable Value value) {
        versions.add(new Version(number, writer, value));
    }

    /** Sorts the versions, when all have been added. */
    void sort() {
        versions.sort(Comparator.comparingLong(Version::number));
    }

    /** Inserts the version from before the history in front of all others, which are sorted. */
    void addInitial(long number, @Nullable Value value) {
        List<Version> longer = new ArrayList<>(versions.size() + 1);
        longer.add(new Version(number, NO_WRITER, value));
        longer.addAll(versions);
        versions = longer;
    }

    /** Determines which values are numbers, when the versions are sorted. */
    void seal() {
        lastUnknown = versions.size() - 1;
        while (lastUnknown >= 0 && isNumber(versions.get(lastUnknown).value)) {
            lastUnknown--;
        }
    }

    private static boolean isNumber(@Nullable Value value) {
        return value != null && value.isNumber();
    }

    int size() {
        return versions.size();
    }

    Version get(int place) {
        return versions.get(place);
    }

    /**
     * The writer of the version at this place; {@link #NO_WRITER} also for a place before the first or beyond the last.
     */
    int writer(int place) {
        return place >= 0 && place < versions.size() ? versions.get(place).writer : NO_WRITER;
    }

    /** The place of a version, or a negative number if it has no writer. */
    int find(long number) {
        int low = 0;
        int high = versions.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = versions.get(middle).number;
            if (found == number) {
                return middle;
            }
            if (found < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    /** The last place whose writer ended before this stamp, or 0. */
    int lastEndedBefore(long stamp, List<Attempt> attempts) {
        if (earliestEnds == null) {
            earliestEnds = earliestEnds(attempts);
        }
        int found = Arrays.binarySearch(earliestEnds, stamp); // all stamps differ
        return Math.max(0, found < 0 ? -2 - found : found);
    }

    /** For each place the earliest end of the writers from there on. */
    private long[] earliestEnds(List<Attempt> attempts) {
        long[] earliest = new long[versions.size()];
        long soFar = Attempt.NEVER;
        for (int place = earliest.length - 1; place >= 0; place--) {
            int writer = versions.get(place).writer;
            soFar = writer == NO_WRITER
                    ? Math.min(soFar, Attempt.BEFORE)
                    : Math.min(soFar, attempts.get(writer).end());
            earliest[place] = soFar;
        }
        return earliest;
    }

    /** Whether all values from this place on are known to be numbers. */
    boolean areNumbersFrom(int place) {
        return place > lastUnknown;
    }

    /** The first place from the given one on at which the answer is true, or false; {@link #size()} if there is none. */
    int firstFrom(int place, Access.Answer answer, boolean isTrue) {
        if (tree == null) {
            tree = new ValueTree(versions);
        }
        boolean wantAtLeast = answer.atLeast() == isTrue;
        return tree.firstFrom(place, answer.bound(), wantAtLeast);
    }
}
