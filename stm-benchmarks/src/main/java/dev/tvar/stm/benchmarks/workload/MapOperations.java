package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.engine.SharedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * W7: a map with half of all possible keys: half of the operations look up, a quarter put, a quarter remove; and, apart
 * from that, operations that only look up, and such that move an entry to another key. Law: the size is what all threads
 * together put and removed.
 */
@State(Scope.Benchmark)
public class MapOperations {
    /** Which engine. */
    @Param("tvar")
    public String engine = "tvar";

    /** How many entries there are at first; there are twice as many possible keys. */
    @Param("1024")
    public int entries = 1024;

    @SuppressWarnings("NullAway.Init") // by open
    private SharedMap map;

    private final List<Clerk> clerks = new ArrayList<>();

    /** Boxed beforehand, so that the boxes are no part of what is measured. */
    private Integer[] keys = {};

    /** Fills half of the map. */
    @Setup
    public void open() {
        clerks.clear();
        keys = IntStream.range(0, 2 * entries).boxed().toArray(Integer[]::new);
        map = Engines.named(engine).map();
        for (int i = 0; i < keys.length; i += 2) {
            map.put(keys[i], keys[i]);
        }
    }

    /** Checks the law. */
    @TearDown
    public synchronized void close() {
        long added = clerks.stream().mapToLong(clerk -> clerk.added).sum();
        Law.holds("size of the map of " + engine, entries + added, map.size());
    }

    private synchronized void enter(Clerk clerk) {
        clerks.add(clerk);
    }

    /** A thread that works on the map. */
    @State(Scope.Thread)
    public static class Clerk {
        long added;

        @SuppressWarnings("NullAway.Init") // by begin
        Draw draw;

        /**
         * Takes up work.
         *
         * @param map where
         * @param thread which thread
         */
        @Setup
        public void begin(MapOperations map, ThreadParams thread) {
            begin(map, thread.getThreadIndex());
        }

        void begin(MapOperations map, int thread) {
            draw = new Draw(thread);
            map.enter(this);
        }
    }

    /**
     * Looks up, puts or removes.
     *
     * @param clerk who does it
     * @return whether something was found or changed
     */
    @Benchmark
    public boolean mixed(Clerk clerk) {
        long drawn = clerk.draw.next();
        Integer key = keys[Draw.upper(drawn, keys.length)];
        if ((drawn & 1) == 0) {
            return map.get(key) != null;
        }
        if ((drawn & 2) == 0) {
            boolean fresh = map.put(key, key);
            clerk.added += fresh ? 1 : 0;
            return fresh;
        }
        boolean removed = map.remove(key);
        clerk.added -= removed ? 1 : 0;
        return removed;
    }

    /**
     * Looks up.
     *
     * @param clerk who does it
     * @return whether something was found
     */
    @Benchmark
    public boolean get(Clerk clerk) {
        return map.get(keys[Draw.upper(clerk.draw.next(), keys.length)]) != null;
    }

    /**
     * Moves an entry, if there is one and the other key is free.
     *
     * @param clerk who does it
     * @return whether it moved
     */
    @Benchmark
    public boolean move(Clerk clerk) {
        long drawn = clerk.draw.next();
        int from = Draw.upper(drawn, keys.length);
        return map.move(keys[from], keys[Draw.lowerBut(drawn, keys.length, from)]);
    }
}
