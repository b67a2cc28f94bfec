package dev.tvar.stm.testing.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The threads behind the schedules of an exploration. A thread that cannot be ended is abandoned, and replaced. */
final class Workers {
    private final Scheduler scheduler;
    private final Driver driver;
    private final @Nullable OutsideCalls outside;
    private final List<ControlledThread> threads = new ArrayList<>();

    Workers(Scheduler scheduler, Driver driver, @Nullable OutsideCalls outside) {
        this.scheduler = scheduler;
        this.driver = driver;
        this.outside = outside;
    }

    ControlledThread[] first(int count) {
        while (threads.size() < count) {
            threads.add(new ControlledThread(threads.size(), scheduler, driver));
        }
        return threads.subList(0, count).toArray(new ControlledThread[0]);
    }

    /** Runs the threads of a schedule, beginning with this one. A thread that hangs is the failure of a service, or else an exception. */
    void run(Round round, ControlledThread first, boolean withOutsideCalls) {
        try {
            driver.run(first, withOutsideCalls ? outside : null);
        } catch (Driver.Blocked e) {
            if (outside == null) {
                throw e;
            }
            round.fail(Failure.Kind.HANGS, String.valueOf(e.getMessage()), e);
            replace(e.thread);
        }
    }

    /** Ends the threads that are still running, one after the other; last the blocked ones, which the others may have released. */
    void leadOut(Round round) {
        for (ControlledThread thread : round.threads()) {
            if (thread.state != ControlledThread.State.BLOCKED) {
                leadOut(round, thread);
            }
        }
        for (ControlledThread thread : round.threads()) {
            if (thread.state == ControlledThread.State.BLOCKED) {
                OutsideCalls.abandon(thread); // it may wait for what it holds itself
                if (outside == null || !outside.awaitReturn(thread)) {
                    replace(thread);
                }
                leadOut(round, thread);
            }
        }
        round.current = null;
    }

    private void leadOut(Round round, ControlledThread thread) {
        if (thread.state != ControlledThread.State.ENDED && threads.get(thread.index) == thread) {
            thread.unwinding = true;
            thread.call.choose();
            round.current = thread;
            run(round, thread, false);
            if (thread.state != ControlledThread.State.ENDED) { // it cannot be ended: leave it where it is
                replace(thread);
            }
        }
        OutsideCalls.abandon(thread);
    }

    private void replace(ControlledThread lost) {
        threads.set(lost.index, new ControlledThread(lost.index, scheduler, driver));
    }

    void close() {
        driver.close(threads.stream()
                .filter(thread -> thread.state == ControlledThread.State.ENDED)
                .toList());
    }
}
