package dev.tvar.stm.testing.program;

import dev.tvar.stm.testing.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The variables of a flat program on any engine, with get and set only. A retry leaves the body as an
 * exception, so that the engine undoes the transaction.
 */
final class EngineMemory implements Subject {
    /** The exception with which a body retries. */
    private static final class Retried extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Retried() {
            super("retry", null, false, false);
        }
    }

    private final Engine engine;
    private final List<Engine.Variable> variables;
    private final long floor;

    EngineMemory(Engine engine, ConcurrentProgram program) {
        if (!program.isFlat()) {
            throw new IllegalArgumentException("the interface of an engine has no nesting: " + program);
        }
        this.engine = engine;
        floor = program.floor();
        variables = program.initial().stream().map(engine::variable).toList();
    }

    @Override
    public long[] values() {
        return engine
                .<List<Long>>snapshot(view -> variables.stream().map(view::get).toList())
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    @Override
    public Outcome run(TxnProgram program, Pacing.Pace pace) {
        List<Long> seen = new ArrayList<>();
        try {
            if (program.isSnapshot()) {
                return engine.snapshot(
                        view -> new Outcome(Outcome.End.COMMITTED, readAll(view, program.steps(), pace)));
            }
            return engine.atomically(tx -> {
                Attempt attempt = new Attempt(tx, pace);
                Interpreter interpreter = new Interpreter(attempt);
                try {
                    interpreter.run(program.steps());
                    attempt.requireFloor();
                } finally {
                    seen.clear();
                    seen.addAll(interpreter.observed());
                }
                return new Outcome(Outcome.End.COMMITTED, List.copyOf(seen));
            });
        } catch (Interpreter.Failure e) {
            return new Outcome(Outcome.End.FAILED, List.copyOf(seen));
        } catch (Retried e) {
            return new Outcome(Outcome.End.BLOCKED, List.of());
        }
    }

    @Override
    public OptionalLong aborts() {
        return engine.aborts();
    }

    private List<Long> readAll(Engine.View view, List<Op> reads, Pacing.Pace pace) {
        return reads.stream()
                .map(step -> {
                    pace.pause();
                    return view.get(variables.get(((Op.Read) step).variable()));
                })
                .toList();
    }

    /** The variables as one attempt sees them. */
    private final class Attempt implements Memory {
        private final Engine.Transaction tx;
        private final Pacing.Pace pace;

        private final Set<Integer> written = new TreeSet<>();

        Attempt(Engine.Transaction tx, Pacing.Pace pace) {
            this.tx = tx;
            this.pace = pace;
        }

        /** Fails if it has left a value below the floor: an engine has no numbers with bounds. */
        void requireFloor() {
            if (floor != ConcurrentProgram.NO_FLOOR
                    && written.stream().anyMatch(each -> ConcurrentProgram.hasFloor(each) && get(each) < floor)) {
                throw new Interpreter.Failure();
            }
        }

        @Override
        public long get(int variable) {
            pace.pause();
            return tx.get(variables.get(variable));
        }

        @Override
        public void set(int variable, long value) {
            pace.pause();
            written.add(variable);
            tx.set(variables.get(variable), value);
        }

        @Override
        public void add(int variable, long delta) {
            set(variable, get(variable) + delta);
        }

        @Override
        public boolean isAtLeast(int variable, long bound) {
            return get(variable) >= bound;
        }

        @Override
        public void retry() {
            throw new Retried();
        }

        @Override
        public void nested(Runnable steps) {
            throw new IllegalStateException("a flat program has no nested steps");
        }

        @Override
        public void orElse(Runnable first, Runnable second) {
            throw new IllegalStateException("a flat program has no choices");
        }
    }
}
