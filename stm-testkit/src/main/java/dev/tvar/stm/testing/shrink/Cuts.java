package dev.tvar.stm.testing.shrink;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The ways to make cases of one type smaller: each cut turns a case into the candidates that are smaller in one way.
 * Immutable; thread-safe if its functions are.
 *
 * <p>A cut that produced a smaller failing case is tried first on that case, since it probably helps again; the others
 * follow in turn. So a case is the smallest when no candidate of any cut fails.
 *
 * @param <C> the cases; immutable, with {@code equals}
 */
public final class Cuts<C> {
    private final Function<? super C, long[]> size;
    private final List<Function<C, Stream<C>>> cuts;

    /**
     * The cuts of a type.
     *
     * @param size the size of a case, its most important dimension first; no number negative. Each candidate of each
     *     cut must be of a smaller size, or shrinking would not end
     * @param cuts the cuts, the most effective ones first
     */
    public Cuts(Function<? super C, long[]> size, List<Function<C, Stream<C>>> cuts) {
        this.size = size;
        this.cuts = List.copyOf(cuts);
    }

    /**
     * A case with its smaller ones.
     *
     * @param value the case
     * @return the case, to which the cuts are applied in their order
     */
    public Candidate of(C value) {
        return new Candidate(value, 0);
    }

    /** A case, and the cut that is tried on it first. */
    public final class Candidate {
        private final C value;
        private final int firstCut;

        private Candidate(C value, int firstCut) {
            this.value = value;
            this.firstCut = firstCut;
        }

        /**
         * The case.
         *
         * @return the value
         */
        public C value() {
            return value;
        }

        /**
         * The size of the case.
         *
         * @return its most important dimension first
         */
        public long[] size() {
            return size.apply(value);
        }

        /**
         * The smaller cases.
         *
         * @return the candidates of one cut after the other; lazy
         */
        public Stream<Candidate> smaller() {
            return StreamSupport.stream(
                    Spliterators.spliteratorUnknownSize(new SmallerCases(this), Spliterator.ORDERED), false);
        }
    }

    /** One cut after the other; not a flat map, whose iterator creates all candidates of a cut at once. */
    private final class SmallerCases implements Iterator<Candidate> {
        private final Candidate from;
        private int cutsBegun;
        private Iterator<C> ofThisCut = Collections.emptyIterator();

        SmallerCases(Candidate from) {
            this.from = from;
        }

        @Override
        public boolean hasNext() {
            while (!ofThisCut.hasNext() && cutsBegun < cuts.size()) {
                cutsBegun++;
                ofThisCut = cuts.get(presentCut()).apply(from.value).iterator();
            }
            return ofThisCut.hasNext();
        }

        @Override
        public Candidate next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return new Candidate(ofThisCut.next(), presentCut());
        }

        private int presentCut() {
            return (from.firstCut + cutsBegun - 1) % cuts.size();
        }
    }
}
