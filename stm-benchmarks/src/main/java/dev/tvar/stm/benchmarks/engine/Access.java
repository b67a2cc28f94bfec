package dev.tvar.stm.benchmarks.engine;

/**
 * The parts of a data model that an operation reads and writes, for engines that lock parts. A part is a number from 0 to 63.
 *
 * @param reads a bit for each part that is only read
 * @param writes a bit for each part that is written
 */
public record Access(long reads, long writes) {
    /** Reads these parts. */
    public static Access reading(int... parts) {
        return new Access(bits(parts), 0);
    }

    /** Writes these parts. */
    public static Access writing(int... parts) {
        return new Access(0, bits(parts));
    }

    /** This access, and reads of further parts. */
    public Access andReading(int... parts) {
        return new Access(reads | bits(parts) & ~writes, writes);
    }

    /** This access, and writes to further parts. */
    public Access andWriting(int... parts) {
        long more = bits(parts);
        return new Access(reads & ~more, writes | more);
    }

    /** Whether nothing is written. */
    public boolean isReadOnly() {
        return writes == 0;
    }

    private static long bits(int... parts) {
        long bits = 0;
        for (int part : parts) {
            bits |= 1L << part;
        }
        return bits;
    }
}
