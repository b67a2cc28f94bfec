package dev.tvar.stm.testing.program;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one run of a {@link ConcurrentProgram} showed; immutable.
 *
 * @param engine the name of what it ran on
 * @param program what was run
 * @param execution what every transaction saw; empty if a thread hung or threw
 * @param order a serial order that explains it, as thread.transaction numbers; empty if there is none, or no execution
 * @param aborts how many attempts were thrown away, if that is known
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
     * Whether the run is as it must be.
     *
     * @return true if everything ended and a serial order explains it
     */
    public boolean holds() {
        return order.isPresent();
    }

    /**
     * Throws unless the run is as it must be.
     *
     * @throws AssertionError if not; the message is {@link #toString()}
     */
    public void requireSerialOrder() {
        if (!holds()) {
            throw new AssertionError(toString());
        }
    }

    /** For a person: what is wrong first, then the program and what each transaction saw. */
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
