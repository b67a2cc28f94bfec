package dev.tvar.stm.testing.queue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** A part of a random transaction. The {@link SideBySide} that executes it interprets its numbers. */
public sealed interface Part {
    /** One operation, chosen by the number. */
    record Step(int choice) implements Part {}

    /** Executed in a nested transaction that fails, and therefore undone. */
    record Undone(List<Part> parts) implements Part {}

    /** The first branch of an orElse, which retries, and the second one, which is kept. */
    record Instead(List<Part> givenUp, List<Part> done) implements Part {}

    /** A transaction, and whether it throws at its end. */
    record Whole(List<Part> parts, boolean fails) {}

    /** Random programs: transactions in a row. */
    static Arbitrary<List<Whole>> programs() {
        Arbitrary<Boolean> fails = Arbitraries.integers().between(0, 4).map(n -> n == 0);
        return Combinators.combine(parts(2), fails).as(Whole::new).list().ofMaxSize(12);
    }

    private static Arbitrary<List<Part>> parts(int depth) {
        Arbitrary<Part> step = Arbitraries.integers().between(0, 1 << 20).map(Step::new);
        if (depth == 0) {
            return step.list().ofMaxSize(4);
        }
        Arbitrary<List<Part>> inner = Arbitraries.lazy(() -> parts(depth - 1));
        Arbitrary<Part> undone = inner.map(Undone::new);
        Arbitrary<Part> instead = Combinators.combine(inner, inner).as(Instead::new);
        return Arbitraries.frequencyOf(Tuple.of(8, step), Tuple.of(1, undone), Tuple.of(1, instead))
                .list()
                .ofMaxSize(8);
    }
}
