package dev.tvar.stm.testing.history;

import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.testing.history.Attempt.Outcome;
import dev.tvar.stm.testing.history.ThreadLog.Entry;
import dev.tvar.stm.testing.history.ThreadLog.Event;
import dev.tvar.stm.testing.history.ThreadLog.Kind;
import dev.tvar.stm.testing.history.ThreadLog.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Assembles a history from the logs of the threads: names attempts and variables, and merges units. */
final class Assembly {
    /** An entry with its thread. */
    record Noted(String thread, Entry entry) {}

    private final List<Noted> noted = new ArrayList<>();
    private final Labels labels = new Labels();

    /**
     * For each variable, the engine's versions with numbers that are easier to read: 0 from before the recording, 1, 2,
     * 3.
     */
    private final Map<Object, NavigableMap<Long, Integer>> numbers;

    private final Map<Object, Long> lowestWritten = new IdentityHashMap<>();

    Assembly(Collection<ThreadLog> logs) {
        for (ThreadLog log : logs) {
            log.entries().forEach(entry -> noted.add(new Noted(log.thread(), entry)));
        }
        noted.sort(Comparator.comparingLong(each -> each.entry.begin));
        numbers = knownVersions();
        numbers.forEach((cell, versions) -> number(versions, lowestWasRead(cell)));
    }

    /** All attempts, in the order in which they began. */
    List<Noted> noted() {
        return noted;
    }

    Labels labels() {
        return labels;
    }

    /** The name of an attempt, by its place in {@link #noted()}. */
    static String name(Entry entry, int place) {
        return (entry.snapshot ? "S" : "T") + (place + 1);
    }

    History history() {
        List<Attempt> attempts = new ArrayList<>(noted.size());
        Map<Unit, List<Attempt>> units = new IdentityHashMap<>();
        List<Unit> order = new ArrayList<>();
        for (Noted each : noted) {
            Attempt attempt = attempt(attempts.size() + size(units), each);
            Unit unit = each.entry.unit;
            if (unit == null || !attempt.committed()) {
                attempts.add(attempt);
                continue;
            }
            units.computeIfAbsent(unit, added -> {
                        order.add(added);
                        return new ArrayList<>();
                    })
                    .add(attempt);
        }
        order.forEach(unit -> attempts.add(joined(unit, units.getOrDefault(unit, List.of()))));
        return new History(attempts);
    }

    private static int size(Map<Unit, List<Attempt>> units) {
        return units.values().stream().mapToInt(List::size).sum();
    }

    private Attempt attempt(int place, Noted each) {
        Entry entry = each.entry;
        List<Access> accesses = new ArrayList<>(entry.events.size());
        entry.events.forEach(event -> accesses.add(access(event)));
        return new Attempt(name(entry, place), each.thread, entry.begin, entry.end, entry.outcome(), accesses);
    }

    private Access access(Event event) {
        String variable = labels.of(event.cell());
        long version = number(event);
        return switch (event.kind()) {
            case READ, READ_KEPT -> new Access.Read(variable, version, value(event));
            case FOUND_AT_LEAST -> new Access.Answer(variable, version, event.number(), true);
            case FOUND_LESS -> new Access.Answer(variable, version, event.number(), false);
            case WRITE -> new Access.Write(variable, version, value(event));
        };
    }

    private static Value value(Event event) {
        return new Value(event.number(), event.cell() instanceof LongCell);
    }

    /**
     * The number of the version; for an instant, that of the last version up to it, or 0 if that is from before the
     * recording.
     */
    private long number(Event event) {
        NavigableMap<Long, Integer> known = numbers.get(event.cell());
        Map.Entry<Long, Integer> last = known == null ? null : known.floorEntry(event.version());
        return last == null ? 0 : last.getValue();
    }

    private static void number(NavigableMap<Long, Integer> versions, boolean lowestWasRead) {
        int next = lowestWasRead ? 0 : 1;
        for (Map.Entry<Long, Integer> version : versions.entrySet()) {
            version.setValue(next++);
        }
    }

    /** All versions that occur, without their numbers. */
    private Map<Object, NavigableMap<Long, Integer>> knownVersions() {
        Map<Object, NavigableMap<Long, Integer>> versions = new IdentityHashMap<>();
        for (Noted each : noted) {
            for (Event event : each.entry.events) {
                if (event.kind() != Kind.READ_KEPT) {
                    NavigableMap<Long, Integer> known = versions.computeIfAbsent(event.cell(), cell -> new TreeMap<>());
                    known.put(event.version(), 0);
                    if (event.kind() == Kind.WRITE) {
                        lowestWritten.merge(event.cell(), event.version(), Math::min);
                    }
                }
            }
        }
        return versions;
    }

    private boolean lowestWasRead(Object cell) {
        NavigableMap<Long, Integer> versions = numbers.getOrDefault(cell, new TreeMap<>());
        return versions.firstKey() < lowestWritten.getOrDefault(cell, Long.MAX_VALUE);
    }

    /** One attempt made of several transactions that should have been one. */
    private static Attempt joined(Unit unit, List<Attempt> parts) {
        Attempt first = parts.get(0);
        Attempt last = parts.get(parts.size() - 1);
        List<Access> accesses = new ArrayList<>();
        parts.forEach(part -> accesses.addAll(part.accesses()));
        String name = unit.name() + ":"
                + String.join("+", parts.stream().map(Attempt::name).toList());
        return new Attempt(name, first.thread(), first.begin(), last.end(), Outcome.COMMITTED, accesses);
    }
}
