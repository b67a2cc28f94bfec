package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The record of one schedule while it runs: its story, and the steps of the engine below it. */
final class Trace {
    private final EngineSteps steps = new EngineSteps();
    private final Story story = new Story();

    /** A trace for a schedule whose variables are still to be created. */
    Trace() {}

    /** Runs the threads of a schedule while the story listens. */
    void of(Scheduler scheduler, Runnable threads) {
        if (Seam.ON) { // else the engine reports nothing
            story.listenTo(scheduler);
        }
        try {
            threads.run();
        } finally {
            story.uninstall();
        }
    }

    /** A step that is about to be taken. */
    void step(int thread, Step step, @Nullable Object cell, String name) {
        steps.step(thread, step, cell, name);
    }

    /** A thread is about to park: a row of the steps only. */
    void parks(int thread) {
        steps.say(thread, "park");
    }

    /** A row of both tables; returns that of the story. */
    Columns.Row say(int thread, String text) {
        steps.say(thread, text);
        return story.say(thread, text);
    }

    /** A thread has ended. */
    void ended(ControlledThread thread, @Nullable Throwable thrown) {
        steps.say(
                thread.index,
                thrown == null ? "end" : "fail: " + thrown.getClass().getSimpleName());
        story.ended(thread, thrown);
    }

    /** The time advances to the deadline of a thread. */
    void timePasses(int thread, long nanos) {
        say(thread, "time passes: " + text(Duration.ofNanos(nanos)));
    }

    /** In hours, minutes, seconds and milliseconds, without zero parts. */
    private static String text(Duration passed) {
        List<String> parts = new ArrayList<>();
        addTo(parts, passed.toHours(), "h");
        addTo(parts, passed.toMinutesPart(), "min");
        addTo(parts, passed.toSecondsPart(), "s");
        addTo(parts, passed.toMillisPart(), "ms");
        addTo(parts, passed.toNanosPart() % 1_000_000, "ns");
        return String.join(" ", parts);
    }

    private static void addTo(List<String> parts, long count, String unit) {
        if (count != 0) {
            parts.add(count + " " + unit);
        }
    }

    String story(List<String> threads) {
        return story.table(threads);
    }

    String steps(List<String> threads) {
        return steps.table(threads);
    }
}
