package dev.tvar.stm.benchmarks.bulk;

import dev.tvar.stm.benchmarks.bulk.BulkLoad.Keys;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures how the time of a bulk load grows with its size, for every structure. Law: the structure holds as many elements
 * as there were keys.
 */
public final class BulkLoads {
    private static final int WARM_UP_KEYS = 1_000;
    private static final int WARM_UPS = 300;

    /** The number of keys in all repetitions of a measurement, if that is more than {@link #FEWEST} of them. */
    private static final int KEYS = 1_000_000;

    private static final int FEWEST = 3;
    private static final int MOST = 51;

    private final List<BulkLoad> loads;
    private final int warmUps;

    /** All structures. */
    public BulkLoads() {
        this(BulkLoad.all(), WARM_UPS);
    }

    BulkLoads(List<BulkLoad> loads, int warmUps) {
        this.loads = loads;
        this.warmUps = warmUps;
    }

    /**
     * Measures loads of these sizes, and prints a table.
     *
     * @param sizes the numbers of keys, ascending
     * @param out receives the table, line by line
     * @throws IllegalStateException if a structure does not hold all keys
     */
    public void run(List<Integer> sizes, PrintWriter out) {
        out.println("nanoseconds for each key, median; growth: time of the largest load against that of the smallest,");
        out.println("where 1 is n log n. Caches make it a few; quadratic growth would be near the ratio of the sizes.");
        out.println();
        out.println("| structure | way |"
                + sizes.stream().map(size -> " %,d |".formatted(size)).collect(Collectors.joining()) + " growth |");
        out.println("|---|---|" + "--:|".repeat(sizes.size() + 1));
        Keys warm = keys(WARM_UP_KEYS);
        List<Keys> all = sizes.stream().map(BulkLoads::keys).toList();
        for (BulkLoad load : loads) {
            IntStream.range(0, warmUps).forEach(i -> nanos(load, warm));
            List<Double> each = new ArrayList<>();
            all.forEach(keys -> each.add(median(load, keys) / keys.list().size()));
            out.println("| `%s` | %s |".formatted(load.structure(), load.way())
                    + each.stream().map(nanos -> " %,.0f |".formatted(nanos)).collect(Collectors.joining())
                    + " %.1f |".formatted(growth(sizes, each)));
            out.flush();
        }
    }

    private static double growth(List<Integer> sizes, List<Double> each) {
        int last = sizes.size() - 1;
        double expected = Math.log(sizes.get(last)) / Math.log(sizes.get(0));
        return each.get(last) / each.get(0) / expected;
    }

    private static Keys keys(int count) {
        List<Integer> keys = IntStream.range(0, count).boxed().collect(Collectors.toList());
        Collections.shuffle(keys, new Random(count));
        Map<Integer, Integer> map = new LinkedHashMap<>();
        keys.forEach(key -> map.put(key, key));
        return new Keys(keys, map);
    }

    private static double median(BulkLoad load, Keys keys) {
        int repetitions = Math.max(FEWEST, Math.min(MOST, KEYS / keys.list().size()));
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            nanos.add(nanos(load, keys));
        }
        Collections.sort(nanos);
        return nanos.get(nanos.size() / 2);
    }

    private static long nanos(BulkLoad load, Keys keys) {
        long begin = System.nanoTime();
        long found = load.load().applyAsLong(keys);
        long nanos = System.nanoTime() - begin;
        if (found != keys.list().size()) {
            throw new IllegalStateException("%s, %s: %d elements after %d keys were put in"
                    .formatted(load.structure(), load.way(), found, keys.list().size()));
        }
        return nanos;
    }
}
