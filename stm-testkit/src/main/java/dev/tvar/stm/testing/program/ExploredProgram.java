package dev.tvar.stm.testing.program;

import dev.tvar.stm.testing.explore.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A transaction program for the {@linkplain dev.tvar.stm.testing.explore.Explorer schedule explorer}: it fails if no
 * serial order explains the observations of the transactions. Together with {@code ProgramArbitraries} of {@code stm-tests} a property finds
 * the smallest program and, for it, the schedule.
 *
 * <pre>{@code
 * @Property
 * void someSerialOrderExplainsEverySchedule(@ForAll("programs") ConcurrentProgram program) {
 *     Explorer.of(1).withSchedules(100).explore(ExploredProgram.of(program)).requireNoFailure();
 * }
 * }</pre>
 */
public final class ExploredProgram {
    private ExploredProgram() {}

    /**
     * A scenario for each schedule.
     *
     * @param program what to run
     * @return creates a scenario with new variables, checked at its end
     */
    public static Supplier<Scenario> of(ConcurrentProgram program) {
        return () -> scenario(program);
    }

    private static Scenario scenario(ConcurrentProgram program) {
        StmMemory memory = new StmMemory(program);
        Clock clock = new Clock();
        List<List<Execution.Event>> threads = new ArrayList<>();
        Scenario scenario = new Scenario();
        for (List<TxnProgram> transactions : program.threads()) {
            List<Execution.Event> events = new ArrayList<>();
            scenario.thread("thread " + threads.size(), () -> runAll(transactions, memory, clock, events));
            threads.add(events);
        }
        return scenario.atTheEnd(() -> judge(new Execution(
                program, threads, Arrays.stream(memory.values()).boxed().toList())));
    }

    private static void runAll(
            List<TxnProgram> transactions, StmMemory memory, Clock clock, List<Execution.Event> events) {
        for (TxnProgram transaction : transactions) {
            long before = ++clock.ticks;
            Outcome outcome = memory.run(transaction, Pacing.Pace.STEADY);
            events.add(new Execution.Event(before, ++clock.ticks, outcome));
        }
    }

    private static void judge(Execution execution) {
        if (SerialOrder.of(execution).isEmpty()) {
            throw new AssertionError("no serial order explains\n" + execution);
        }
    }

    /** One thread runs at a time. */
    private static final class Clock {
        long ticks;
    }
}
