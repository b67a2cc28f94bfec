package dev.tvar.stm.internal;

/**
 * The stamp word of a cell: which version its value has, and who is busy with it.
 *
 * <pre>
 *  63  62  61                                      1   0
 * +---+---+-----------------------------------------+---+
 * | 0 | L |  version (61 bits)                      | W |
 * +---+---+-----------------------------------------+---+
 *
 *  L W  the cell is ...            who may change the word, and how
 *  0 0  quiet                      a committer: CAS to L=1; a transaction about to wait: CAS to W=1
 *  0 1  awaited                    a committer: CAS to L=1 (it has seen W and owes a wake-up)
 *  1 0  locked by one committer    that committer alone: store a greater version with L=W=0, or the word as it was
 *  1 1  locked, and awaited        that committer alone: as above; if it stored a new version it then wakes the waiters
 * </pre>
 *
 * <p>The version is that of the value that the cell holds, also while it is locked. The versions of one cell strictly
 * grow. The W bit is only ever cleared together with a new version, and may stay set when the last waiter has left: the
 * next committer then finds an empty list.
 *
 * <p>L stands above the version so that a reader asks with one comparison whether a cell is quiet and old enough: every
 * locked word is greater than every {@link #upTo}.
 */
final class Stamp {
    private static final long LOCKED = 1L << 62;
    private static final long AWAITED = 1;
    private static final int VERSION_SHIFT = 1;

    private Stamp() {}

    static long ofVersion(long version) {
        return version << VERSION_SHIFT;
    }

    static long version(long word) {
        return (word & ~LOCKED) >>> VERSION_SHIFT;
    }

    /** The greatest word of an unlocked cell at this version: a word is not greater if it is unlocked and not newer. */
    static long upTo(long version) {
        return ofVersion(version) | AWAITED;
    }

    static boolean isLocked(long word) {
        return word >= LOCKED; // the bit above is never set
    }

    static boolean isAwaited(long word) {
        return (word & AWAITED) != 0;
    }

    static long locked(long word) {
        return word | LOCKED;
    }

    static long awaited(long word) {
        return word | AWAITED;
    }

    /**
     * The greater of two words. {@code Math.max} is compiled to a branch where it is used elsewhere, too, with arguments that are
     * always in the same order; of two variables either may have the later version, so every other branch would be predicted wrong.
     */
    static long later(long word, long other) {
        long ahead = word - other; // no word is negative, so this does not overflow
        return word - (ahead & ahead >> 63);
    }

    /** The word, with W if another has it. */
    static long withAwaitedOf(long word, long other) {
        return word | other & AWAITED;
    }
}
