package dev.tvar.stm.testing.explore;

/** Random numbers that are the same for the same seed on every JVM (SplitMix64). Belongs to one thread at a time. */
final class Dice {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed) {
        state = seed;
    }

    /** The dice for one of many runs under one seed. */
    static Dice of(long seed, long run) {
        return new Dice(mix(seed) + mix(run * GAMMA + 1));
    }

    /** A number from 0 up to, and without, the bound. */
    int below(int bound) {
        state += GAMMA;
        return (int) ((mix(state) >>> 32) * bound >>> 32);
    }

    /** The number of one of the bits that are set, each with the same chance. */
    int oneOf(long bits) {
        long left = bits;
        for (int skip = below(Long.bitCount(bits)); skip > 0; skip--) {
            left &= left - 1;
        }
        return Long.numberOfTrailingZeros(left);
    }

    static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
