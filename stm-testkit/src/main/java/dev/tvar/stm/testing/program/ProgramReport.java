package dev.tvar.stm.testing.program;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of one run of a {@link ConcurrentProgram}; immutable.
 *
 * @param engine the name of the engine
 * @param program what was run
 * @param execution the observations of all transactions; empty if a thread hung or threw
 * @param order a serial order that explains it, as thread.transaction numbers; empty if there is none, or no execution
 * @param aborts the number of aborted attempts, if known
 * @param hung the threads that were still running at the time limit, in words
 * @param failures the threads that threw, in words
 */
public record ProgramReport(
        String engine,
        ConcurrentProgram program,
        Optional<Execution> execution,
        Optional<List<String>> order,
        OptionalLong aborts,
        List<String> hung,
        List<String> failures) {

    /** Copies the lists. */
    public ProgramReport {
        hung = List.copyOf(hung);
        failures = List.copyOf(failures);
    }

    /**
     * Whether the run is correct.
     *
     * @return true if all transactions ended and a serial order explains them
     */
    public boolean holds() {
        return order.isPresent();
    }

    /**
     * Throws unless the run is correct.
     *
     * @throws AssertionError if not; the message is {@link #toString()}
     */
    public void requireSerialOrder() {
        if (!holds()) {
            throw new AssertionError(toString());
        }
    }

    /** A report for people: the failure first, then the program and the observations of each transaction. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(verdict());
        text.append("\n  engine   ").append(engine).append("\n  ");
        text.append(execution.map(Execution::toString).orElse(program.toString()));
        order.ifPresent(found -> text.append("\n  order    ").append(String.join(" ", found)));
        hung.forEach(who -> text.append("\n  hung     ").append(who));
        failures.forEach(who -> text.append("\n  failed   ").append(who));
        return text.toString();
    }

    private String verdict() {
        if (holds()) {
            return "a serial order explains every outcome";
        }
        if (!hung.isEmpty()) {
            return "broken: not every transaction ends";
        }
        return failures.isEmpty() ? "broken: no serial order explains these outcomes" : "broken: the engine throws";
    }
}
