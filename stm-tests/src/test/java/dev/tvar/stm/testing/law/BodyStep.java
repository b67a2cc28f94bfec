package dev.tvar.stm.testing.law;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A step of a generated body, for the laws: its effect shows in its observations and in the memory. */
interface BodyStep {
    /** Takes the step. */
    void run(Txn tx, Memory memory, List<Object> observed);

    /** The memory that the steps of one run use, fresh for each run. */
    final class Memory {
        final TLong number;
        final TVar<Integer> word;

        Memory(int number, int word) {
            this.number = TLong.of(number);
            this.word = TVar.of(word);
        }
    }

    /** The end of a run, the values that it read, and the memory that it left. */
    record Outcome(String end, List<Object> observed, long number, int word) {}

    /** An exception that a body throws itself. */
    final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Runs a step as a transaction on fresh memory; a retry that reaches the top level ends the run instead of waiting. */
    static Outcome run(BodyStep step, int number, int word) {
        Memory memory = new Memory(number, word);
        List<Object> observed = new ArrayList<>();
        String end;
        try {
            end = STM.atomically(STM.orElse(
                    tx -> {
                        observed.clear();
                        step.run(tx, memory, observed);
                        return "committed";
                    },
                    tx -> "retried"));
        } catch (Failure e) {
            end = "failed";
        }
        List<Object> seen = end.equals("committed") ? observed : List.of();
        return new Outcome(end, List.copyOf(seen), memory.number.now(), memory.word.now());
    }

    // ---- combinators

    /** One after the other. */
    static BodyStep all(List<BodyStep> steps) {
        return show(steps.toString(), (tx, memory, observed) -> steps.forEach(s -> s.run(tx, memory, observed)));
    }

    /** The first one, or the second one if it retries. */
    static BodyStep orElse(BodyStep first, BodyStep second) {
        return show("orElse(" + first + ", " + second + ")", (tx, memory, observed) -> {
            int before = observed.size();
            tx.orElse(
                    in -> {
                        first.run(in, memory, observed);
                        return true;
                    },
                    in -> {
                        observed.subList(before, observed.size()).clear();
                        second.run(in, memory, observed);
                        return true;
                    });
        });
    }

    /** Nested; a failure propagates. */
    static BodyStep nested(BodyStep step) {
        return show(
                "nested(" + step + ")",
                (tx, memory, observed) -> tx.nested(in -> {
                    step.run(in, memory, observed);
                    return true;
                }));
    }

    /** Nested; a failure is caught. */
    static BodyStep attempt(BodyStep step) {
        return show("attempt(" + step + ")", (tx, memory, observed) -> {
            int before = observed.size();
            try {
                STM.run(in -> step.run(in, memory, observed));
            } catch (Failure e) {
                observed.subList(before, observed.size()).clear();
                observed.add("caught");
            }
        });
    }

    /** The step that waits. */
    static BodyStep retry() {
        return show("retry", (tx, memory, observed) -> tx.retry());
    }

    /** The step that fails. */
    static BodyStep fail() {
        return show("fail", (tx, memory, observed) -> {
            throw new Failure();
        });
    }

    /** Adds a text to a step for the reports of failed properties. */
    static BodyStep show(String text, BodyStep step) {
        return new BodyStep() {
            @Override
            public void run(Txn tx, Memory memory, List<Object> observed) {
                step.run(tx, memory, observed);
            }

            @Override
            public String toString() {
                return text;
            }
        };
    }

    // ---- arbitrary ones

    /** Steps of all kinds, nested at most {@code depth} levels deep. */
    static Arbitrary<BodyStep> any(int depth) {
        Arbitrary<BodyStep> simple = Arbitraries.integers().between(-2, 2).flatMap(BodyStep::simple);
        if (depth == 0) {
            return simple;
        }
        Arbitrary<BodyStep> inner = Arbitraries.lazy(() -> any(depth - 1));
        Arbitrary<BodyStep> several = inner.list().ofMaxSize(4).map(BodyStep::all);
        return Arbitraries.oneOf(
                simple,
                several,
                several.map(BodyStep::nested),
                several.map(BodyStep::attempt),
                Combinators.combine(several, several).as(BodyStep::orElse));
    }

    private static Arbitrary<BodyStep> simple(int n) {
        return Arbitraries.of(
                show("number=" + n, (tx, memory, observed) -> memory.number.set(tx, n)),
                show("number+=" + n, (tx, memory, observed) -> memory.number.add(tx, n)),
                show("number", (tx, memory, observed) -> observed.add(memory.number.get(tx))),
                show("number>=" + n, (tx, memory, observed) -> observed.add(memory.number.isAtLeast(tx, n))),
                show("word=" + n, (tx, memory, observed) -> memory.word.set(tx, n)),
                show("word", (tx, memory, observed) -> observed.add(memory.word.get(tx))),
                show("word=number", (tx, memory, observed) -> memory.word.set(tx, (int) memory.number.get(tx))),
                show("check number>=" + n, (tx, memory, observed) -> tx.check(memory.number.isAtLeast(tx, n))),
                show("check word!=" + n, (tx, memory, observed) -> tx.check(memory.word.get(tx) != n)),
                show("fail if word=" + n, (tx, memory, observed) -> {
                    if (memory.word.get(tx) == n) {
                        throw new Failure();
                    }
                }));
    }
}
