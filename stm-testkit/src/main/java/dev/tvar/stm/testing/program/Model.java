package dev.tvar.stm.testing.program;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The specification of the library for one thread: plain values, undone by copying. */
final class Model implements Memory {
    /** The exception with which the model retries. */
    private static final class Retried extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Retried() {
            super("retry", null, false, false);
        }
    }

    private final long[] values;

    Model(long[] values) {
        this.values = values.clone();
    }

    /** The state after a transaction, and its outcome. */
    record Step(long[] after, Outcome outcome) {}

    /** Runs one transaction alone, from the given state; it fails if it leaves a value below the floor. */
    static Step run(long[] before, long floor, TxnProgram program) {
        Model model = new Model(before);
        Interpreter interpreter = new Interpreter(model);
        try {
            interpreter.run(program.steps());
            if (model.isBelow(floor)) {
                return new Step(before, new Outcome(Outcome.End.FAILED, interpreter.observed()));
            }
            return new Step(model.values, new Outcome(Outcome.End.COMMITTED, interpreter.observed()));
        } catch (Interpreter.Failure e) {
            return new Step(before, new Outcome(Outcome.End.FAILED, interpreter.observed()));
        } catch (Retried e) {
            return new Step(before, new Outcome(Outcome.End.BLOCKED, List.of()));
        }
    }

    private boolean isBelow(long floor) {
        return IntStream.range(0, values.length).anyMatch(i -> ConcurrentProgram.hasFloor(i) && values[i] < floor);
    }

    @Override
    public long get(int variable) {
        return values[variable];
    }

    @Override
    public void set(int variable, long value) {
        values[variable] = value;
    }

    @Override
    public void add(int variable, long delta) {
        values[variable] = Math.addExact(values[variable], delta);
    }

    @Override
    public boolean isAtLeast(int variable, long bound) {
        return values[variable] >= bound;
    }

    @Override
    public void retry() {
        throw new Retried();
    }

    @Override
    public void nested(Runnable steps) {
        long[] before = values.clone();
        try {
            steps.run();
        } catch (RuntimeException e) {
            System.arraycopy(before, 0, values, 0, values.length);
            throw e;
        }
    }

    @Override
    public void orElse(Runnable first, Runnable second) {
        try {
            nested(first);
        } catch (Retried e) {
            nested(second);
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
