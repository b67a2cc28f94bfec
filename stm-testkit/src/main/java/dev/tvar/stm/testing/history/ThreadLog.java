package dev.tvar.stm.testing.history;

import dev.tvar.stm.internal.cell.Saved;
import dev.tvar.stm.testing.history.Attempt.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log of one thread, written by that thread and read by the thread that stops the recording, under
 * its own monitor, which is rarely contended.
 */
final class ThreadLog {
    /** The kinds of events. */
    enum Kind {
        READ,
        READ_KEPT,
        FOUND_AT_LEAST,
        FOUND_LESS,
        WRITE
    }

    /**
     * One access: the number is a value or, for an answer, the bound. If there are rules, with the values: the one that
     * was read, or those before and after a write.
     */
    record Event(
            Kind kind,
            Object cell,
            long version,
            long number,
            @Nullable Held held) {}

    /** The values of an access. */
    record Held(@Nullable Saved before, Saved value) {}

    /** Several transactions that should have been one. */
    record Unit(String name) {}

    /** One attempt. */
    static final class Entry {
        final long begin;
        final boolean snapshot;
        final @Nullable Unit unit;
        final List<Event> events = new ArrayList<>(4);
        long end = Attempt.NEVER;

        /** Its place in the serial order, if it committed a write while there were rules. */
        long instant;

        /** The name of the transaction, if it has one. */
        @Nullable
        String name;

        private Outcome outcome = Outcome.RUNNING;

        private Entry(long begin, boolean snapshot, @Nullable Unit unit) {
            this.begin = begin;
            this.snapshot = snapshot;
            this.unit = unit;
        }

        /** The outcome; an attempt that is publishing its writes has committed, since nothing can stop it. */
        Outcome outcome() {
            boolean publishing =
                    outcome == Outcome.RUNNING && events.stream().anyMatch(event -> event.kind == Kind.WRITE);
            return publishing ? Outcome.COMMITTED : outcome;
        }
    }

    private final String thread;
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable Entry open;

    /** The unit that this thread is in. */
    private @Nullable Unit unit;

    ThreadLog(Thread thread) {
        this.thread = thread.getName().isEmpty() ? "thread-" + thread.getId() : thread.getName();
    }

    String thread() {
        return thread;
    }

    synchronized boolean isInUnit() {
        return unit != null;
    }

    synchronized void setUnit(@Nullable Unit newUnit) {
        unit = newUnit;
    }

    synchronized void begin(long stamp, boolean snapshot) {
        end(stamp, false); // from an attempt that failed before its end was recorded
        open = new Entry(stamp, snapshot, unit);
        entries.add(open);
    }

    synchronized void add(Event event) {
        if (open == null) { // it began before the recording
            open = new Entry(Attempt.BEFORE, false, unit);
            entries.add(open);
        }
        open.events.add(event);
    }

    synchronized void name(@Nullable String name) {
        if (open != null) {
            open.name = name;
        }
    }

    synchronized void instant(long stamp) {
        if (open != null) {
            open.instant = stamp;
        }
    }

    synchronized void end(long stamp, boolean committed) {
        if (open != null) {
            open.end = stamp;
            open.outcome = committed ? Outcome.COMMITTED : Outcome.ABORTED;
            open = null;
        }
    }

    /** All attempts up to now; only for use after the recording. */
    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
