package dev.tvar.stm.examples.lesson;

import java.util.SplittableRandom;

/**
 * What the user can choose about a run.
 *
 * @param seed decides every random choice; the interleaving of threads is not decided by it
 * @param threads how many threads, in the lesson's own words: {@link Card#crew()}
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
