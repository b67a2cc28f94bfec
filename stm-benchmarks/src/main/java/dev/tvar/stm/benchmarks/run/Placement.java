package dev.tvar.stm.benchmarks.run;

import dev.tvar.stm.benchmarks.plan.Cell;
import dev.tvar.stm.benchmarks.result.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Takes from each fork the iterations that ran while the two processors of the machine were near to each other, so that figures can be
 * compared. Which iterations count, and which forks are measured again since they had none, depends on what a cache line took
 * before and after an iteration, and never on its figures.
 */
final class Placement {
    /**
     * A fork, and what it found.
     *
     * @param whole all its iterations together
     * @param iterations those of them at whose beginning and end a line took the same
     */
    record Found(Sample whole, List<Sample> iterations) {
        Found {
            iterations = List.copyOf(iterations);
        }
    }

    /** Measures a fork. */
    interface Fork {
        Found measure() throws CellFailed;
    }

    private final int tries;

    /** The least that a line was seen to take; infinite until one was seen. */
    private double nearest = Double.POSITIVE_INFINITY;

    Placement(int tries) {
        this.tries = tries;
    }

    /**
     * Whether the distance of the processors decides about the figures of a cell, and is known: two busy threads are always
     * on the same pair of processors where there are two, else it depends on where each of them runs.
     */
    static boolean matters(Cell cell) {
        return cell.scenario().threadsMeet() && Runtime.getRuntime().availableProcessors() == 2;
    }

    /** What a line took at several moments, so that already the first forks know what is near. */
    void lookAround(DoubleStream lines) {
        nearest = lines.min().orElse(nearest);
    }

    /** The middle one of the near iterations of a fork; of a fork without any, in the end, the middle one of those that it has. */
    Sample measure(Fork fork) throws CellFailed {
        for (int left = tries; ; left--) {
            Found found = fork.measure();
            List<Sample> all = found.iterations();
            nearest = Math.min(
                    nearest, all.stream().mapToDouble(Sample::line).min().orElse(nearest));
            List<Sample> near = all.stream()
                    .filter(each -> Sample.alike(each.line(), nearest))
                    .toList();
            if (!near.isEmpty()) {
                return middle(near);
            }
            if (left == 1) {
                return all.isEmpty() ? found.whole() : middle(all);
            }
        }
    }

    private static Sample middle(List<Sample> samples) {
        return samples.stream()
                .sorted(Comparator.comparingDouble(Sample::rate))
                .skip(samples.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
