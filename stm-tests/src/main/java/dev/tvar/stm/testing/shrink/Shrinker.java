package dev.tvar.stm.testing.shrink;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.ExhaustiveGenerator;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * Makes cases of one type smaller, by a list of cuts: each cut turns a case into the candidates that
 * are smaller in one way. Immutable; thread-safe if its functions are.
 *
 * <p>A cut that produced a smaller failing case is tried first on that case, since it probably helps
 * again; the others follow in turn. So a case is the smallest when no candidate of any cut fails.
 *
 * @param <C> the cases; immutable, with {@code equals}
 */
public final class Shrinker<C> {
    private final Function<? super C, long[]> size;
    private final List<Function<C, Stream<C>>> cuts;

    /**
     * A shrinker.
     *
     * @param size the size of a case, its most important dimension first; no number negative. Each candidate of each
     *     cut must be of a smaller size, or shrinking would not end
     * @param cuts the cuts, the most effective ones first
     */
    public Shrinker(Function<? super C, long[]> size, List<Function<C, Stream<C>>> cuts) {
        this.size = size;
        this.cuts = List.copyOf(cuts);
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
        return new OneCase(value, 0);
    }

    private final class OneCase implements Shrinkable<C> {
        private final C value;
        private final int firstCut;

        OneCase(C value, int firstCut) {
            this.value = value;
            this.firstCut = firstCut;
        }

        @Override
        public C value() {
            return value;
        }

        @Override
        public Stream<Shrinkable<C>> shrink() {
            RepeatedTries.askedForSmallerCases();
            return StreamSupport.stream(
                    Spliterators.spliteratorUnknownSize(new Candidates(), Spliterator.ORDERED), false);
        }

        /** One cut after the other; not a flat map, whose iterator creates all candidates of a cut at once. */
        private final class Candidates implements Iterator<Shrinkable<C>> {
            private int cutsBegun;
            private Iterator<C> ofThisCut = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!ofThisCut.hasNext() && cutsBegun < cuts.size()) {
                    cutsBegun++;
                    ofThisCut = cuts.get(presentCut()).apply(value).iterator();
                }
                return ofThisCut.hasNext();
            }

            @Override
            public Shrinkable<C> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return new OneCase(ofThisCut.next(), presentCut());
            }

            private int presentCut() {
                return (firstCut + cutsBegun - 1) % cuts.size();
            }
        }

        @Override
        public ShrinkingDistance distance() {
            return ShrinkingDistance.of(size.apply(value));
        }

        @Override
        public String toString() {
            return String.valueOf(value);
        }
    }
}
