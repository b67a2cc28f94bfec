package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.Adapter;
import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
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
 * W7: a map that holds half of all possible keys. {@link #mixed}: half of the operations look a key up, a quarter put, a quarter
 * remove. {@link #get} and {@link #move}: all operations look a key up, or move an entry to another key. Law: the size is that
 * at the beginning plus the entries added.
 */
@State(Scope.Benchmark)
public class MapBenchmarks {
    /** The engine's label. */
    @Param("tvar")
    public String engine = "tvar";

    /** The number of entries at the beginning; there are twice as many possible keys. */
    @Param("1024")
    public int entries = 1024;

    @SuppressWarnings("NullAway.Init") // by open
    private Adapter.SharedMap map;

    private final List<Worker> workers = new ArrayList<>();

    /** Boxed in advance, so that the benchmark does not measure boxing. */
    private Integer[] keys = {};

    /** Fills half of the map. */
    @Setup
    public void open() {
        workers.clear();
        keys = IntStream.range(0, 2 * entries).boxed().toArray(Integer[]::new);
        map = MeasuredEngine.named(engine).adapter().map();
        for (int i = 0; i < keys.length; i += 2) {
            map.put(keys[i], keys[i]);
        }
    }

    /** Checks the law. */
    @TearDown
    public synchronized void close() {
        long added = workers.stream().mapToLong(worker -> worker.added).sum();
        Invariant.check("size of the map of " + engine, entries + added, map.size());
    }

    private synchronized void enter(Worker worker) {
        workers.add(worker);
    }

    /** A thread that works on the map. */
    @State(Scope.Thread)
    public static class Worker {
        long added;

        @SuppressWarnings("NullAway.Init") // by begin
        Draw draw;

        /** Called by JMH. */
        @Setup
        public void begin(MapBenchmarks map, ThreadParams thread) {
            begin(map, thread.getThreadIndex());
        }

        void begin(MapBenchmarks map, int thread) {
            draw = new Draw(thread);
            map.enter(this);
        }
    }

    /** Looks a key up, puts it or removes it; returns whether it was found or changed something. */
    @Benchmark
    public boolean mixed(Worker worker) {
        long drawn = worker.draw.next();
        Integer key = keys[Draw.upper(drawn, keys.length)];
        if ((drawn & 1) == 0) {
            return map.get(key) != null;
        }
        if ((drawn & 2) == 0) {
            boolean fresh = map.put(key, key);
            worker.added += fresh ? 1 : 0;
            return fresh;
        }
        boolean removed = map.remove(key);
        worker.added -= removed ? 1 : 0;
        return removed;
    }

    /** Looks a key up; returns whether it was found. */
    @Benchmark
    public boolean get(Worker worker) {
        return map.get(keys[Draw.upper(worker.draw.next(), keys.length)]) != null;
    }

    /** Moves an entry, if it exists and the other key is free; returns whether it moved. */
    @Benchmark
    public boolean move(Worker worker) {
        long drawn = worker.draw.next();
        int from = Draw.upper(drawn, keys.length);
        return map.move(keys[from], keys[Draw.lowerBut(drawn, keys.length, from)]);
    }
}
