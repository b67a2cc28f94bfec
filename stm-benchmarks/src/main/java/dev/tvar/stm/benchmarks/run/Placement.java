package dev.tvar.stm.benchmarks.run;

import dev.tvar.stm.benchmarks.plan.Cell;
import dev.tvar.stm.benchmarks.result.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * Takes from each fork the iterations that ran while the two processors of the machine were near to each other, and those that ran while they
 * were far, so that like is compared with like. Which iteration is of which kind, and which forks are measured again since they had
 * no near one, depends on what a cache line took before and after an iteration, and never on its figures.
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

    /** What a line was seen to take so far. */
    private final List<Double> seen = new ArrayList<>();

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
        lines.forEach(seen::add);
    }

    /**
     * The middle one of the near iterations of a fork, and the middle one of the others; of a fork in which the state changed all the time, the
     * figure of all together.
     */
    List<Sample> measure(Fork fork) throws CellFailed {
        List<Sample> all = new ArrayList<>();
        for (int left = tries; ; left--) {
            Found found = fork.measure();
            all.addAll(found.iterations());
            found.iterations().forEach(each -> seen.add(each.line()));
            double nearest = Sample.nearest(seen.stream().mapToDouble(line -> line));
            Optional<Sample> near = middle(all, each -> Sample.alike(each.line(), nearest));
            if (near.isPresent() || left == 1) {
                List<Sample> middles = new ArrayList<>();
                near.ifPresent(middles::add);
                middle(all, each -> !Sample.alike(each.line(), nearest)).ifPresent(middles::add);
                return middles.isEmpty() ? List.of(found.whole()) : middles;
            }
        }
    }

    private static Optional<Sample> middle(List<Sample> samples, Predicate<Sample> which) {
        List<Sample> sorted = samples.stream()
                .filter(which)
                .sorted(Comparator.comparingDouble(Sample::rate))
                .toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
    }
}
