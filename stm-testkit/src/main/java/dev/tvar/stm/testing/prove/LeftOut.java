package dev.tvar.stm.testing.prove;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.explore.Explorer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A bug in this library's own engine: one of its steps is left out, wherever it occurs, from now on
 * and in the whole JVM. The engine sometimes delays between steps, so that rare interleavings occur.
 */
public final class LeftOut {
    private static @Nullable Without installed;

    private LeftOut() {}

    /**
     * The steps that can be left out.
     *
     * @return their names
     */
    public static List<String> names() {
        return Arrays.stream(Step.values()).map(Step::name).toList();
    }

    /**
     * Leaves out a step.
     *
     * @param name one of {@link #names()}
     * @throws IllegalArgumentException if there is no such step; the message lists the known ones
     * @throws IllegalStateException if this JVM runs without {@code -Ddev.tvar.stm.seam=true}
     */
    public static synchronized void step(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("unknown step '" + name + "'; known are " + String.join(", ", names()));
        }
        Without without = new Without(Step.valueOf(name));
        Seam.install(without);
        installed = without;
    }

    /** The explorer, with the step left out, if there is one. */
    static synchronized Explorer in(Explorer explorer) {
        Without without = installed;
        return without == null ? explorer : explorer.withPlanted(() -> (step, cell) -> step == without.left);
    }

    /** Leaves the step out again, if there is one, after another user of the seam. */
    static synchronized void again() {
        if (installed != null) {
            Seam.install(installed);
        }
    }

    private static final class Without extends Seam {
        private static final int LONGEST_SPIN = 1_000;

        private final Step left;

        Without(Step left) {
            this.left = left;
        }

        @Override
        protected boolean proceed(Step step, @Nullable Object cell) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            for (int round = random.nextInt(64) == 0 ? random.nextInt(LONGEST_SPIN) : 0; round > 0; round--) {
                Thread.onSpinWait();
            }
            return step != left;
        }
    }
}
