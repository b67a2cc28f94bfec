package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TransactionalMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** One transaction on a map, with parts that are kept and parts that are undone; the whole may be undone as well. */
record MapProgram(List<Part> parts, boolean fails) {
    static final int KEYS = 300;

    enum Style {
        PLAIN,
        NESTED,
        NESTED_FAILS,
        BRANCH_RETRIES
    }

    record Part(Style style, List<MapOp> ops) {}

    /** Thrown on purpose. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static Arbitrary<List<MapProgram>> sequences() {
        Arbitrary<MapOp> op = Combinators.combine(
                        Arbitraries.of(MapOp.Kind.class),
                        Arbitraries.integers().between(0, KEYS - 1),
                        Arbitraries.integers().between(1, 9))
                .as(MapOp::new);
        Arbitrary<Part> part = Combinators.combine(
                        Arbitraries.of(Style.class), op.list().ofMaxSize(8))
                .as(Part::new);
        Arbitrary<Boolean> fails = Arbitraries.of(false, false, false, true);
        return Combinators.combine(part.list().ofMaxSize(4), fails)
                .as(MapProgram::new)
                .list()
                .ofMaxSize(8);
    }

    /** Runs the program on the map and on the model, and compares their results; returns the new content of the model. */
    <M extends Map<Key, Integer>> M run(TransactionalMap<Key, Integer> map, M model, UnaryOperator<M> copy) {
        if (fails) {
            assertThrows(
                    Failure.class,
                    () -> STM.run(tx -> {
                        runParts(map, tx, model, copy);
                        throw new Failure();
                    }));
            return model;
        }
        return STM.atomically(tx -> runParts(map, tx, model, copy));
    }

    private <M extends Map<Key, Integer>> M runParts(
            TransactionalMap<Key, Integer> map, Txn tx, M model, UnaryOperator<M> copy) {
        M now = copy.apply(model);
        for (Part part : parts) {
            M inner = copy.apply(now);
            if (runPart(part, map, tx, inner)) {
                now = inner;
            }
            assertEquals(now, map.snapshot(tx), () -> "after " + part);
            assertEquals(now.size(), map.size(tx));
        }
        return now;
    }

    /** Whether the part is kept. */
    private static boolean runPart(Part part, TransactionalMap<Key, Integer> map, Txn tx, Map<Key, Integer> model) {
        return switch (part.style) {
            case PLAIN -> {
                runOps(part, map, tx, model);
                yield true;
            }
            case NESTED ->
                tx.nested(inner -> {
                    runOps(part, map, inner, model);
                    return true;
                });
            case NESTED_FAILS -> {
                assertThrows(
                        Failure.class,
                        () -> tx.nested(inner -> {
                            runOps(part, map, inner, model);
                            throw new Failure();
                        }));
                yield false;
            }
            case BRANCH_RETRIES ->
                tx.orElse(
                        inner -> {
                            runOps(part, map, inner, model);
                            return inner.<Boolean>retry();
                        },
                        inner -> false);
        };
    }

    private static void runOps(Part part, TransactionalMap<Key, Integer> map, Txn tx, Map<Key, Integer> model) {
        for (MapOp op : part.ops) {
            assertEquals(op.on(model), op.on(map, tx), op::toString);
        }
    }
}
