package dev.tvar.stm.benchmarks.workload.cad;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.engine.Space;
import dev.tvar.stm.benchmarks.workload.Draw;
import dev.tvar.stm.benchmarks.workload.Invariant;
import dev.tvar.stm.benchmarks.workload.cad.Operations.Operation;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * W12: short traversals, short operations and structural changes of a CAD design, and long traversals, alone and with a
 * concurrent writer; see {@link Design}. Laws: see {@link Inspection}; and a long traversal sees one instant.
 */
@State(Scope.Benchmark)
public class CadBenchmarks {
    private static final int ALL = 100;

    /** The engine's label. */
    @Param("tvar")
    public String engine = "tvar";

    /** The height of the tree of assemblies. */
    @Param("7")
    public int levels = 7;

    /** The percentage of operations that update: 10 is read-dominated, 40 read-write, 90 write-dominated. */
    @Param("10")
    public int updates = 10;

    @SuppressWarnings("NullAway.Init") // by open
    private Design design;

    @SuppressWarnings("NullAway.Init") // by open
    private Operations operations;

    private final List<Worker> workers = new ArrayList<>();

    /** Builds the design. */
    @Setup
    public void open() {
        open(MeasuredEngine.named(engine).adapter().space());
    }

    void open(Space space) {
        workers.clear();
        design = new Design(space, levels);
        operations = new Operations(design);
    }

    /** Checks the laws. */
    @TearDown
    public void close() {
        inspection().check(added());
    }

    Inspection inspection() {
        return new Inspection(design);
    }

    synchronized long added() {
        return workers.stream().mapToLong(worker -> worker.added).sum();
    }

    private synchronized void enter(Worker worker) {
        workers.add(worker);
    }

    /** A thread that works on the design. */
    @State(Scope.Thread)
    public static class Worker {
        /** The elements that it added, less those that it removed. */
        long added;

        int traversals;

        @SuppressWarnings("NullAway.Init") // by begin
        Draw draw;

        /** Called by JMH. */
        @Setup
        public void begin(CadBenchmarks benchmark, ThreadParams thread) {
            begin(benchmark, thread.getThreadIndex());
        }

        Worker begin(CadBenchmarks benchmark, int thread) {
            draw = new Draw(thread);
            benchmark.enter(this);
            return this;
        }
    }

    private long run(Operation operation, Worker worker) {
        long seed = worker.draw.next();
        return design.space.run(operation.access(), tx -> operation.work().run(tx, Draw.seeded(seed)));
    }

    private long run(Worker worker, int updating) {
        Operation operation = operations.draw(worker.draw, updating);
        long result = run(operation, worker);
        worker.added += operation.isStructural() ? result : 0;
        return result;
    }

    /** One operation that is no long traversal. */
    @Benchmark
    public long operate(Worker worker) {
        return run(worker, updates);
    }

    /** One long traversal, without other threads. */
    @Benchmark
    public long traverseAlone(Worker worker) {
        List<Operation> all = operations.longTraversals;
        long gained = run(all.get(worker.traversals++ % all.size()), worker);
        Invariant.check("x + y of all atomic parts: gain", 0, gained);
        return gained;
    }

    /** One long traversal, with a concurrent writer. */
    @Benchmark
    @Group("traverseBesideUpdates")
    public long traverse(Worker worker) {
        return traverseAlone(worker);
    }

    /** One updating operation of the concurrent writer. */
    @Benchmark
    @Group("traverseBesideUpdates")
    public long write(Worker worker) {
        return run(worker, ALL);
    }
}
