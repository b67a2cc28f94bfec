package dev.tvar.stm.testing.explore;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One exploration: schedule after schedule until one fails, and then that one again until it is small. */
final class Search {
    /** Schedules that are run whatever the time limit, so that their results do not depend on the speed of the machine. */
    private static final long LEAST_SCHEDULES = 100;

    private final Scheduler scheduler;
    private final Supplier<Scenario> program;
    private final Supplier<Planted> planted;
    private final long seed;
    private final Detail detail;
    private final Distinct distinct = new Distinct();
    private long good;
    private long redundant;
    private long steps;

    Search(Scheduler scheduler, Supplier<Scenario> program, Supplier<Planted> planted, long seed, Detail detail) {
        this.scheduler = scheduler;
        this.program = program;
        this.planted = planted;
        this.seed = seed;
        this.detail = detail;
    }

    Exploration search(Chooser chooser, long atMost, Duration limit) {
        long begun = System.nanoTime();
        boolean complete = false;
        Failure failure = null;
        for (long number = 0; number < atMost && failure == null; number++) {
            Scenario scenario = program.get();
            if (!chooser.begin(number, scenario.bodies.size())) {
                complete = true;
                break;
            }
            Outcome outcome = scheduler.run(scenario, chooser, planted.get(), null);
            count(outcome);
            if (outcome.kind() != null) {
                failure = describe(outcome, outcome.kind(), number);
            } else if (number + 1 >= LEAST_SCHEDULES && System.nanoTime() - begun > limit.toNanos()) {
                break;
            }
        }
        return exploration(begun, complete, failure);
    }

    /** Runs one schedule, without minimising it. */
    Exploration repeat(Schedule schedule) {
        long begun = System.nanoTime();
        Trace trace = new Trace();
        Outcome outcome = again(schedule, trace);
        count(outcome);
        Failure failure =
                outcome.kind() == null ? null : failure(outcome, outcome.kind(), 0, schedule, schedule, trace);
        return exploration(begun, false, failure);
    }

    private Exploration exploration(long begun, boolean complete, @Nullable Failure failure) {
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new Exploration(good, distinct.size(), redundant, steps, complete, took, scheduler.toString(), failure);
    }

    private void count(Outcome outcome) {
        steps += outcome.steps();
        if (outcome.redundant()) {
            redundant++;
        } else {
            good++;
            distinct.add(scheduler.round().recorder.hash());
        }
    }

    private Failure describe(Outcome outcome, Failure.Kind kind, long number) {
        Schedule found = scheduler.round().recorder.schedule();
        Schedule smallest = takesLong(kind)
                ? found
                : Smallest.of(found, candidate -> {
                    Outcome again = again(candidate, null);
                    return again.kind() == kind ? again.steps() : ~again.steps();
                });
        Trace trace = new Trace();
        Outcome smaller = again(smallest, trace);
        if (smaller.kind() == kind) {
            return failure(smaller, kind, number, found, smallest, trace);
        }
        Outcome once = Outcome.bad(
                kind,
                outcome.message()
                        + " (but not when the same schedule is repeated: the program depends on something else)",
                outcome.cause(),
                outcome.steps());
        return failure(once, kind, number, found, found, trace);
    }

    /** Whether each run of a failing schedule takes as long as the limit for a thread that hangs. */
    private boolean takesLong(Failure.Kind kind) {
        return kind == Failure.Kind.HANGS || (kind == Failure.Kind.DEADLOCK && scheduler.outside() != null);
    }

    private Failure failure(
            Outcome outcome, Failure.Kind kind, long number, Schedule found, Schedule smallest, Trace trace) {
        return new Failure(
                kind,
                outcome.message(),
                outcome.cause(),
                seed,
                number,
                found.toString(),
                smallest.toString(),
                trace.story(scheduler.round().names()),
                trace.steps(scheduler.round().names()),
                detail);
    }

    private Outcome again(Schedule schedule, @Nullable Trace trace) {
        Scenario scenario = program.get();
        Replay replay = new Replay(schedule);
        replay.begin(0, scenario.bodies.size());
        return scheduler.run(scenario, replay, planted.get(), trace);
    }
}
