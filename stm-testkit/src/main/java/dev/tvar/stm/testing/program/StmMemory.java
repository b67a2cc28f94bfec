package dev.tvar.stm.testing.program;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The variables of a program in the library: even ones are {@link TLong}s, with a floor if the program has one; odd ones
 * are {@link TVar}s, on which add and isAtLeast are done by reading.
 */
final class StmMemory implements Subject {
    private final List<Object> variables;
    private final AtomicLong aborts = new AtomicLong();

    StmMemory(ConcurrentProgram program) {
        List<Long> initial = program.initial();
        variables = IntStream.range(0, initial.size())
                .<Object>mapToObj(i -> i % 2 == 0
                        ? number("x" + i, initial.get(i), program.floor())
                        : TVar.named("x" + i, initial.get(i)))
                .toList();
    }

    private static TLong number(String name, long initial, long floor) {
        return floor == ConcurrentProgram.NO_FLOOR
                ? TLong.named(name, initial)
                : TLong.bounded(name, initial, Bounds.atLeast(floor));
    }

    @Override
    public long[] values() {
        return STM.snapshot(tx ->
                IntStream.range(0, variables.size()).mapToLong(i -> read(tx, i)).toArray());
    }

    @Override
    public Outcome run(TxnProgram program, Pacing.Pace pace) {
        List<Long> seen = new ArrayList<>();
        int[] attempts = {0};
        try {
            if (program.isSnapshot()) {
                return STM.snapshot(tx -> new Outcome(Outcome.End.COMMITTED, readAll(tx, program.steps(), pace)));
            }
            return STM.atomically(STM.orElse(
                    tx -> {
                        attempts[0]++;
                        Interpreter interpreter = new Interpreter(new View(tx, pace));
                        try {
                            interpreter.run(program.steps());
                        } finally {
                            seen.clear();
                            seen.addAll(interpreter.observed());
                        }
                        return new Outcome(Outcome.End.COMMITTED, List.copyOf(seen));
                    },
                    tx -> new Outcome(Outcome.End.BLOCKED, List.of())));
        } catch (Interpreter.Failure | OutOfBoundsException e) {
            return new Outcome(Outcome.End.FAILED, List.copyOf(seen));
        } finally {
            aborts.addAndGet(Math.max(0, attempts[0] - 1)); // a snapshot runs once
        }
    }

    @Override
    public OptionalLong aborts() {
        return OptionalLong.of(aborts.get());
    }

    private List<Long> readAll(ReadTxn tx, List<Op> reads, Pacing.Pace pace) {
        return reads.stream()
                .map(step -> {
                    pace.pause();
                    return read(tx, ((Op.Read) step).variable());
                })
                .toList();
    }

    @SuppressWarnings("unchecked") // odd variables are TVars of Long, see the constructor
    private TVar<Long> boxed(int variable) {
        return (TVar<Long>) variables.get(variable);
    }

    private long read(ReadTxn tx, int variable) {
        return variables.get(variable) instanceof TLong number
                ? number.get(tx)
                : boxed(variable).get(tx);
    }

    /** The variables as one attempt sees them. */
    private final class View implements Memory {
        private final Txn tx;
        private final Pacing.Pace pace;

        View(Txn tx, Pacing.Pace pace) {
            this.tx = tx;
            this.pace = pace;
        }

        @Override
        public long get(int variable) {
            pace.pause();
            return read(tx, variable);
        }

        @Override
        public void set(int variable, long value) {
            pace.pause();
            if (variables.get(variable) instanceof TLong number) {
                number.set(tx, value);
            } else {
                boxed(variable).set(tx, value);
            }
        }

        @Override
        public void add(int variable, long delta) {
            pace.pause();
            if (variables.get(variable) instanceof TLong number) {
                number.add(tx, delta);
            } else {
                boxed(variable).update(tx, value -> value + delta);
            }
        }

        @Override
        public boolean isAtLeast(int variable, long bound) {
            pace.pause();
            return variables.get(variable) instanceof TLong number
                    ? number.isAtLeast(tx, bound)
                    : boxed(variable).get(tx) >= bound;
        }

        @Override
        public void retry() {
            tx.retry();
        }

        @Override
        public void nested(Runnable steps) {
            tx.nested(same -> {
                steps.run();
                return true;
            });
        }

        @Override
        public void orElse(Runnable first, Runnable second) {
            tx.orElse(
                    same -> {
                        first.run();
                        return true;
                    },
                    same -> {
                        second.run();
                        return true;
                    });
        }
    }
}
