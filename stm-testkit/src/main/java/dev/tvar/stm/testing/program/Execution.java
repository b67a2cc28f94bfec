package dev.tvar.stm.testing.program;

import java.time.Duration;
import java.util.List;

/**
 * The observations of a run of a program.
 *
 * @param program the program
 * @param threads per thread, its transactions in order
 * @param finalValues the values of the variables when all had ended
 */
public record Execution(ConcurrentProgram program, List<List<Event>> threads, List<Long> finalValues) {
    /**
     * Seconds after which a run counts as stuck: a day, which no load reaches, or {@code
     * dev.tvar.stm.testing.limitSeconds}.
     */
    private static final Duration LIMIT =
            Duration.ofSeconds(Integer.getInteger("dev.tvar.stm.testing.limitSeconds", 86_400));

    /**
     * One transaction as its caller saw it. Times are ticks of one counter: if {@code a.end < b.start}
     * then a returned before b was called.
     *
     * @param start the tick before the call
     * @param end the tick after the return
     * @param outcome how it ended
     */
    public record Event(long start, long end, Outcome outcome) {}

    /**
     * Runs a program on the library, a thread for each of its threads.
     *
     * @param program what to run
     * @param seed of the pauses between steps; the order of threads is the machine's
     * @return what happened
     * @throws AssertionError if a thread throws, or does not end within the limit
     */
    public static Execution of(ConcurrentProgram program, long seed) {
        try {
            ProgramReport report = ProgramRun.onLibrary(program, seed, LIMIT);
            return report.execution().orElseThrow(() -> new AssertionError(report.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the program", e);
        }
    }

    /** A line per transaction: the ticks of its call and return, its steps and its observations. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("initial  " + ProgramText.ofInitial(program));
        for (int t = 0; t < threads.size(); t++) {
            text.append("\n  thread ").append(t);
            for (int i = 0; i < threads.get(t).size(); i++) {
                TxnProgram transaction = program.threads().get(t).get(i);
                text.append("\n    ")
                        .append(ProgramText.of(transaction, threads.get(t).get(i)));
            }
        }
        return text.append("\n  final    ")
                .append(ProgramText.ofValues(finalValues))
                .toString();
    }
}
