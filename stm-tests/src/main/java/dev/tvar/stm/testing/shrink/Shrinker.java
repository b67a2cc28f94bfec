package dev.tvar.stm.testing.shrink;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.ExhaustiveGenerator;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * Lets jqwik make cases of one type smaller by {@link Cuts}. Immutable; thread-safe if the functions of the cuts are.
 *
 * @param <C> the cases; immutable, with {@code equals}
 */
public final class Shrinker<C> {
    private final Cuts<C> cuts;

    /**
     * A shrinker.
     *
     * @param cuts the ways to make a case smaller
     */
    public Shrinker(Cuts<C> cuts) {
        this.cuts = cuts;
    }

    /**
     * A shrinker with cuts of its own.
     *
     * @param size the size of a case, its most important dimension first; no number negative. Each candidate of each
     *     cut must be of a smaller size, or shrinking would not end
     * @param cuts the cuts, the most effective ones first
     */
    public Shrinker(Function<? super C, long[]> size, List<Function<C, Stream<C>>> cuts) {
        this(new Cuts<>(size, cuts));
    }

    /**
     * Random cases that this shrinks.
     *
     * @param random the source of the cases; its own shrinking is ignored
     * @return the same cases for the same seed
     */
    public Arbitrary<C> over(Arbitrary<C> random) {
        return new Arbitrary<>() {
            @Override
            public RandomGenerator<C> generator(int genSize) {
                return shrunkHere(random.generator(genSize));
            }

            @Override
            public RandomGenerator<C> generatorWithEmbeddedEdgeCases(int genSize) {
                return shrunkHere(random.generatorWithEmbeddedEdgeCases(genSize));
            }

            @Override
            public EdgeCases<C> edgeCases(int maxEdgeCases) {
                return EdgeCases.fromSuppliers(random.edgeCases(maxEdgeCases).suppliers().stream()
                        .map(edge ->
                                (Supplier<Shrinkable<C>>) () -> of(edge.get().value()))
                        .toList());
            }

            @Override
            public Optional<ExhaustiveGenerator<C>> exhaustive(long maxNumberOfSamples) {
                return random.exhaustive(maxNumberOfSamples);
            }
        };
    }

    private RandomGenerator<C> shrunkHere(RandomGenerator<C> generator) {
        return random -> of(generator.next(random).value());
    }

    /**
     * A case that this shrinks.
     *
     * @param value the case
     * @return the case, with its smaller ones
     */
    public Shrinkable<C> of(C value) {
        return new OneCase<>(cuts.of(value));
    }

    private static final class OneCase<C> implements Shrinkable<C> {
        private final Cuts<C>.Candidate candidate;

        OneCase(Cuts<C>.Candidate candidate) {
            this.candidate = candidate;
        }

        @Override
        public C value() {
            return candidate.value();
        }

        @Override
        public Stream<Shrinkable<C>> shrink() {
            RepeatedTries.askedForSmallerCases();
            return candidate.smaller().map(OneCase::new);
        }

        @Override
        public ShrinkingDistance distance() {
            return ShrinkingDistance.of(candidate.size());
        }

        @Override
        public String toString() {
            return String.valueOf(candidate.value());
        }
    }
}
