package dev.tvar.stm.testing.program;

import java.util.ArrayList;
import java.util.List;

/** Runs the steps of one transaction on a memory and collects their observations. */
final class Interpreter {
    /** The exception of {@link Op.Fail}. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure() {
            super("the program fails here", null, false, false);
        }
    }

    /** Observed where a {@link Op.Try} has caught a failure. */
    static final long CAUGHT = Long.MIN_VALUE;

    private final Memory memory;
    private final List<Long> observed = new ArrayList<>();

    Interpreter(Memory memory) {
        this.memory = memory;
    }

    List<Long> observed() {
        return List.copyOf(observed);
    }

    void run(List<Op> steps) {
        steps.forEach(this::run);
    }

    private void run(Op step) {
        if (step instanceof Op.Read read) {
            observed.add(memory.get(read.variable()));
        } else if (step instanceof Op.Write write) {
            memory.set(write.variable(), write.value());
        } else if (step instanceof Op.Copy copy) {
            memory.set(copy.to(), memory.get(copy.from()) + 1);
        } else if (step instanceof Op.Add add) {
            memory.add(add.variable(), add.delta());
        } else if (step instanceof Op.AtLeast atLeast) {
            observed.add(memory.isAtLeast(atLeast.variable(), atLeast.bound()) ? 1L : 0L);
        } else if (step instanceof Op.Check check) {
            if (!memory.isAtLeast(check.variable(), check.bound())) {
                memory.retry();
            }
        } else if (step instanceof Op.Retry) {
            memory.retry();
        } else if (step instanceof Op.Fail) {
            throw new Failure();
        } else {
            runCompound(step);
        }
    }

    private void runCompound(Op step) {
        int before = observed.size();
        if (step instanceof Op.Try attempt) {
            try {
                memory.nested(() -> run(attempt.steps()));
            } catch (Failure caught) {
                observed.add(CAUGHT);
            }
        } else if (step instanceof Op.Nested nested) {
            memory.nested(() -> run(nested.steps()));
        } else if (step instanceof Op.OrElse choice) {
            memory.orElse(() -> run(choice.first()), () -> {
                observed.subList(before, observed.size()).clear(); // of the branch that retried
                run(choice.second());
            });
        } else {
            throw new AssertionError("no such step: " + step);
        }
    }
}
