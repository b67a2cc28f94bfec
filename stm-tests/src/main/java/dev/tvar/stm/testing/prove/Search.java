package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.prove.Counterexample.Shrinking;
import dev.tvar.stm.testing.prove.Result.Ending;
import dev.tvar.stm.testing.shrink.Patience;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/**
 * Tries random cases of one property until one fails, then makes it smaller: it continues with the
 * first smaller case that fails, until none fails. Whether a case fails depends on the interleaving of
 * its threads, so a smaller one is run repeatedly, as {@link Patience} prescribes.
 *
 * @param <C> the cases
 */
final class Search<C> {
    private static final int GENERATOR_SIZE = 1_000;
    private static final int LONGEST_JAVA = 1_500;

    /** A case with its failing run, and the number of runs until it failed. */
    private record Tried<C>(Shrinkable<C> oneCase, Run run, long seed, int runs) {}

    private final Trial<C> trial;
    private final Property property;
    private final Plan plan;
    private final RandomGenerator<C> cases;
    private Figures figures = Figures.NONE;

    Search(Trial<C> trial, Property property, Plan plan) {
        this.trial = trial;
        this.property = property;
        this.plan = plan;
        cases = trial.cases(plan.sizes()).generator(GENERATOR_SIZE);
    }

    /** An interrupt ends the search with the results so far. */
    Result run(Duration limit, DoubleConsumer progress) {
        long start = System.nanoTime();
        Ending ending = Ending.ALL_TRIES;
        Optional<Counterexample> found = Optional.empty();
        Duration elapsed = Duration.ZERO;
        for (int i = 0; i < plan.tries() && ending == Ending.ALL_TRIES; i++) {
            long seed = plan.seed() + i;
            try {
                Tried<C> tried = tryOne(seed);
                elapsed = Duration.ofNanos(System.nanoTime() - start);
                if (!tried.run.held()) {
                    ending = Ending.FAILED;
                    found = Optional.of(smallest(seed, tried));
                } else if (elapsed.compareTo(limit) >= 0 && i + 1 < plan.tries()) {
                    ending = Ending.TIME_LIMIT;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                ending = Ending.STOPPED;
            }
            progress.accept(Math.max((i + 1.0) / plan.tries(), (double) elapsed.toNanos() / limit.toNanos()));
        }
        return new Result(property, ending, figures, elapsed, found);
    }

    private Tried<C> tryOne(long seed) throws InterruptedException {
        SplittableRandom scattered = new SplittableRandom(seed); // Randoms with neighbouring seeds resemble each other
        Tried<C> tried = runUntilBroken(cases.next(new Random(scattered.nextLong())), seed, true);
        figures = figures.plusTry();
        return tried;
    }

    /** Runs a random case as often as the plan says, and a smaller one with patience. */
    private Tried<C> runUntilBroken(Shrinkable<C> oneCase, long seed, boolean first) throws InterruptedException {
        Patience patience = new Patience();
        Run run;
        int runs = 0;
        do {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            run = trial.run(oneCase.value(), seed + runs++);
            figures = first ? figures.plus(run.figures()) : figures;
        } while (run.held() && (first ? runs < plan.runs() : patience.allowsAnotherRun()));
        return new Tried<>(oneCase, run, seed + runs - 1, runs);
    }

    private Counterexample smallest(long seed, Tried<C> broken) {
        Tried<C> smallest = broken;
        Shrinking shrinking = broken.run.hung() ? Shrinking.HUNG : Shrinking.COMPLETE;
        int steps = 0;
        long deadline = System.nanoTime() + plan.shrinkLimit().toNanos();
        Set<C> retried = new HashSet<>(); // different cuts may lead to the same case
        Iterator<Shrinkable<C>> smaller = broken.oneCase.shrink().iterator();
        while (shrinking == Shrinking.COMPLETE && smaller.hasNext()) {
            Shrinkable<C> candidate = smaller.next();
            if (System.nanoTime() > deadline) {
                shrinking = Shrinking.CUT;
            } else if (retried.add(candidate.value())) {
                Optional<Tried<C>> next = retried(candidate, smallest.seed);
                if (next.isEmpty()) {
                    shrinking = Shrinking.CUT;
                } else if (next.get().run.hung()) {
                    shrinking = Shrinking.HUNG;
                } else if (!next.get().run.held()) {
                    smallest = next.get();
                    steps++;
                    smaller = smallest.oneCase.shrink().iterator();
                }
            }
        }
        String java = trial.java(smallest.oneCase.value(), smallest.seed);
        return new Counterexample(
                seed,
                steps,
                shrinking,
                smallest.runs,
                smallest.run.report().get(),
                Optional.of(java).filter(text -> text.length() <= LONGEST_JAVA));
    }

    /** Empty if the thread is interrupted. */
    private Optional<Tried<C>> retried(Shrinkable<C> smaller, long seed) {
        try {
            return Optional.of(runUntilBroken(smaller, seed, false));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
