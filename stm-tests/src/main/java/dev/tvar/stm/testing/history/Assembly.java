package dev.tvar.stm.testing.history;

import dev.tvar.stm.internal.Cell;
import dev.tvar.stm.internal.LongCell;
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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a history of what the threads have noted: gives names to attempts and variables, and joins units. */
final class Assembly {
    /** An entry with the thread that it comes from. */
    private record Noted(String thread, Entry entry) {}

    private final List<Noted> noted = new ArrayList<>();
    private final Labels labels = new Labels();

    /** Of each variable the versions that were written, for reads that know only the instant; made when first asked for. */
    private @Nullable Map<Cell, TreeSet<Long>> written;

    Assembly(Collection<ThreadLog> logs) {
        for (ThreadLog log : logs) {
            log.entries().forEach(entry -> noted.add(new Noted(log.thread(), entry)));
        }
        noted.sort(Comparator.comparingLong(each -> each.entry.begin));
    }

    History history() {
        List<Attempt> attempts = new ArrayList<>(noted.size());
        Map<Unit, List<Attempt>> units = new IdentityHashMap<>();
        List<Unit> order = new ArrayList<>();
        for (Noted each : noted) {
            Attempt attempt = attempt(attempts.size() + size(units) + 1, each);
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

    private Attempt attempt(int number, Noted each) {
        Entry entry = each.entry;
        String name = (entry.snapshot ? "S" : "T") + number;
        List<Access> accesses = new ArrayList<>(entry.events.size());
        entry.events.forEach(event -> accesses.add(access(event)));
        return new Attempt(name, each.thread, entry.begin, entry.end, entry.outcome(), accesses);
    }

    private Access access(Event event) {
        String variable = labels.of(event.cell());
        return switch (event.kind()) {
            case READ -> new Access.Read(variable, event.version(), value(event));
            case READ_KEPT -> new Access.Read(variable, versionAt(event.cell(), event.version()), value(event));
            case FOUND_AT_LEAST -> new Access.Answer(variable, event.version(), event.number(), true);
            case FOUND_LESS -> new Access.Answer(variable, event.version(), event.number(), false);
            case WRITE -> new Access.Write(variable, event.version(), value(event));
        };
    }

    private static Value value(Event event) {
        return new Value(event.number(), event.cell() instanceof LongCell);
    }

    /** The version that a snapshot of this instant sees: the last one up to it, else the one from before the recording. */
    private long versionAt(Cell cell, long instant) {
        Map<Cell, TreeSet<Long>> versions = written;
        if (versions == null) {
            versions = knownVersions();
            written = versions;
        }
        TreeSet<Long> known = versions.get(cell);
        Long last = known == null ? null : known.floor(instant);
        return last == null ? 0 : last;
    }

    private Map<Cell, TreeSet<Long>> knownVersions() {
        Map<Cell, TreeSet<Long>> versions = new IdentityHashMap<>();
        for (Noted each : noted) {
            for (Event event : each.entry.events) {
                boolean real = event.kind() != Kind.READ_KEPT
                        && (event.kind() != Kind.WRITE || each.entry.outcome() == Outcome.COMMITTED);
                if (real) {
                    versions.computeIfAbsent(event.cell(), cell -> new TreeSet<>())
                            .add(event.version());
                }
            }
        }
        return versions;
    }

    /** One attempt of several transactions that should have been one. */
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
