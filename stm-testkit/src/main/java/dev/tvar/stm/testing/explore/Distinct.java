package dev.tvar.stm.testing.explore;

/** Counts different numbers, up to a limit: an open hash table that grows. */
final class Distinct {
    /** The most numbers that are distinguished. */
    private static final int LIMIT = 1 << 22;

    private long[] table = new long[1 << 12];
    private int size;

    /** The count of different numbers, or more than four million. */
    int size() {
        return size;
    }

    void add(long number) {
        long stored = number == 0 ? 1 : number; // 0 marks a free slot
        if (size >= LIMIT) {
            return;
        }
        if (2 * size >= table.length) {
            grow();
        }
        if (put(table, stored)) {
            size++;
        }
    }

    private static boolean put(long[] into, long number) {
        int mask = into.length - 1;
        int slot = (int) Dice.mix(number) & mask;
        while (into[slot] != 0) {
            if (into[slot] == number) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        into[slot] = number;
        return true;
    }

    private void grow() {
        long[] larger = new long[2 * table.length];
        for (long number : table) {
            if (number != 0) {
                put(larger, number);
            }
        }
        table = larger;
    }
}
