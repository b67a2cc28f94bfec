package dev.tvar.stm.internal.cell;

/**
 * The stamp word of a cell: the version of its value, and whether it is locked or awaited.
 *
 * <pre>
 *  63  62  61                                      1   0
 * +---+---+-----------------------------------------+---+
 * | 0 | L |  version (61 bits)                      | W |
 * +---+---+-----------------------------------------+---+
 *
 *  L W  the cell is ...            permitted changes of the word
 *  0 0  quiet                      a committer: CAS to L=1; a transaction about to wait: CAS to W=1
 *  0 1  awaited                    a committer: CAS to L=1 (it has seen W and owes a wake-up)
 *  1 0  locked by one committer    that committer alone: store a greater version with L=W=0, or the word as it was
 *  1 1  locked, and awaited        that committer alone: as above; if it stored a new version it then wakes the waiters
 * </pre>
 *
 * <p>The version belongs to the value that the cell holds, also while it is locked. The versions of one cell strictly
 * increase. The W bit is only ever cleared together with a new version, and may stay set when the last waiter has left:
 * the next committer then finds an empty list.
 *
 * <p>L stands above the version so that a reader checks with one comparison whether a cell is quiet and old enough:
 * every locked word is greater than every {@link #upTo}.
 */
public final class Stamp {
    private static final int LOCKED_SHIFT = 62;
    private static final long LOCKED = 1L << LOCKED_SHIFT;
    private static final long AWAITED = 1;
    private static final int VERSION_SHIFT = 1;

    private Stamp() {}

    public static long ofVersion(long version) {
        return version << VERSION_SHIFT;
    }

    public static long version(long word) {
        return (word & ~LOCKED) >>> VERSION_SHIFT;
    }

    /** Whether two words have the same version, locked or not, with waiters or without. */
    public static boolean haveSameVersion(long word, long other) {
        return version(word) == version(other);
    }

    /**
     * The greatest word of an unlocked cell at this version: a word is at most this if and only if it is unlocked and
     * not newer.
     */
    public static long upTo(long version) {
        return ofVersion(version) | AWAITED;
    }

    /**
     * Whether the value is newer than {@link #upTo} this bound, locked or not; false if the bound is negative. One branch: in
     * the loop of a snapshot, each branch that is never taken costs the code of a deoptimisation.
     */
    public static boolean isNewer(long word, long bound) {
        return (bound - (word & ~LOCKED) & ~bound) < 0;
    }

    public static boolean isLocked(long word) {
        return word >= LOCKED; // the bit above is never set
    }

    /** Not 0 if the cell is locked: for a check of several words at once. */
    static long lockOf(long word) {
        return word >>> LOCKED_SHIFT; // the bit above is never set
    }

    /** Not 0 if the words are not the same: as above. */
    static long difference(long word, long other) {
        return word ^ other;
    }

    public static boolean isAwaited(long word) {
        return (word & AWAITED) != 0;
    }

    static long locked(long word) {
        return word | LOCKED;
    }

    public static long awaited(long word) {
        return word | AWAITED;
    }

    /**
     * Returns the greater of two words. {@code Math.max} compiles to a branch if other call sites always pass their
     * arguments in the same order. Here either variable may have the later version, so about half of the branches would
     * be mispredicted.
     */
    public static long later(long word, long other) {
        long ahead = word - other; // no word is negative, so this does not overflow
        return word - (ahead & ahead >> 63);
    }

    /** Returns the word, with W set if the other word has it. */
    public static long withAwaitedOf(long word, long other) {
        return word | other & AWAITED;
    }
}
