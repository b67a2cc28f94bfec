package dev.tvar.stm.examples.lesson;

import java.util.SplittableRandom;

/**
 * The options of a run.
 *
 * @param seed decides every random choice, but not the interleaving of threads
 * @param threads the number of threads, as named by {@link Card#crew()}
 */
public record Setup(long seed, int threads) {
    /**
     * A source of random numbers for one thread.
     *
     * @return a new one, which begins with the seed
     */
    public SplittableRandom random() {
        return new SplittableRandom(seed);
    }

    /**
     * Sources of random numbers for several threads, different from each other.
     *
     * @param count how many
     * @return one for each
     */
    public SplittableRandom[] randoms(int count) {
        SplittableRandom first = random();
        SplittableRandom[] all = new SplittableRandom[count];
        for (int i = 0; i < count; i++) {
            all[i] = first.split();
        }
        return all;
    }
}
