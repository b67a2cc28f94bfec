package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.seam.Seam;

/**
 * What else structures may depend on besides the order of steps: the number of the thread that calls, and random numbers.
 * Both are the same whenever a schedule is run, in this JVM and in others, and the numbers drawn by one thread do not
 * depend on those drawn by others. Belongs to one thread.
 *
 * @see Seam
 */
final class Chance {
    final int number;

    private long drawn;

    Chance(int number) {
        this.number = number;
    }

    /** Before the next schedule. */
    void restart() {
        drawn = 0;
    }

    int draw() {
        drawn++;
        return (int) (Dice.mix(Dice.mix(number) + drawn) >>> 32);
    }
}
