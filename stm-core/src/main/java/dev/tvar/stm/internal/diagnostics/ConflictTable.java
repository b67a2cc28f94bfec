package dev.tvar.stm.internal.diagnostics;

import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.diagnostics.Conflict;
import dev.tvar.stm.diagnostics.Rivals;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lost attempts by variable, loser, winner and kind. Holds names only, and a limited number of rows. */
public final class ConflictTable {
    /** When the number of rows reaches this limit, the rarer half is dropped. */
    private static final int LIMIT = 2048;

    private record Row(String variable, String transaction, String winner, AbortKind kind) {
        Conflict counted(long count) {
            return new Conflict(variable, transaction, winner, kind, count);
        }
    }

    private record Pair(String loser, String winner) {}

    private static final ConcurrentHashMap<Row, LongAdder> COUNTS = new ConcurrentHashMap<>();

    private ConflictTable() {}

    static void count(String variable, String transaction, String winner, AbortKind kind) {
        Row row = new Row(variable, transaction, winner, kind);
        LongAdder count = COUNTS.get(row);
        if (count == null) {
            makeRoom();
            count = COUNTS.computeIfAbsent(row, absent -> new LongAdder());
        }
        count.increment();
    }

    private static synchronized void makeRoom() {
        if (COUNTS.size() >= LIMIT) {
            COUNTS.keySet().retainAll(top(Function.identity(), LIMIT / 2).keySet());
        }
    }

    /** Sums the rows by a key of each, the greatest sum first. */
    private static <K> Map<K, Long> top(Function<Row, K> part, int n) {
        Map<K, Long> sums = new HashMap<>();
        COUNTS.forEach((row, count) -> sums.merge(part.apply(row), count.sum(), Long::sum));
        return sums.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(n)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    /** The rows with most lost attempts. */
    public static List<Conflict> top(int n) {
        return top(Function.identity(), n).entrySet().stream()
                .map(entry -> entry.getKey().counted(entry.getValue()))
                .toList();
    }

    /** The variables with most lost attempts. */
    public static Map<String, Long> topVariables(int n) {
        return Collections.unmodifiableMap(top(Row::variable, n));
    }

    /** The pairs with most lost attempts. */
    public static List<Rivals> topRivals(int n) {
        return top(row -> new Pair(row.transaction, row.winner), n).entrySet().stream()
                .map(entry -> new Rivals(entry.getKey().loser, entry.getKey().winner, entry.getValue()))
                .toList();
    }

    /** Clears the table. */
    public static void reset() {
        COUNTS.clear();
    }
}
