package dev.tvar.stm.benchmarks.workload.travel;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.engine.Space;
import dev.tvar.stm.benchmarks.workload.Draw;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * W11: bookings, deletions of customers and updates of tables in a travel agency; see {@link Agency}. Laws: each place is
 * used or free, none is negative, a used place belongs to a customer, and money and capacity add up.
 */
@State(Scope.Benchmark)
public class TravelBenchmarks {
    private static final int PERCENT = 100;

    /** The engine's label. */
    @Param("tvar")
    public String engine = "tvar";

    /** The number of rows in each table. */
    @Param("16384")
    public int rows = 16_384;

    /** A transaction draws from 1 to so many offers: STAMP's {@code n}. */
    @Param("2")
    public int offers = 2;

    /** The percentage of rows that are drawn: STAMP's {@code q}. */
    @Param("90")
    public int range = 90;

    /** The percentage of transactions that book; the others delete a customer or update tables, half and half: STAMP's {@code u}. */
    @Param("98")
    public int bookings = 98;

    @SuppressWarnings("NullAway.Init") // by open
    private Agency agency;

    private final List<Worker> workers = new ArrayList<>();

    /** Fills the tables. */
    @Setup
    public void open() {
        open(MeasuredEngine.named(engine).adapter().space());
    }

    void open(Space space) {
        workers.clear();
        agency = new Agency(space, rows);
    }

    /** Checks the laws. */
    @TearDown
    public synchronized void close() {
        books().check(due(), added());
    }

    Books books() {
        return new Books(agency);
    }

    synchronized long due() {
        return workers.stream().mapToLong(worker -> worker.due).sum();
    }

    synchronized long added() {
        return workers.stream().mapToLong(worker -> worker.added).sum();
    }

    private synchronized void enter(Worker worker) {
        workers.add(worker);
    }

    /** A thread that works for the agency. */
    @State(Scope.Thread)
    public static class Worker {
        /** The prices of its bookings without the bills of the customers that it deleted. */
        long due;

        /** The capacity that it added. */
        long added;

        @SuppressWarnings("NullAway.Init") // by begin
        Draw draw;

        @SuppressWarnings("NullAway.Init") // by begin
        Trip trip;

        /** Called by JMH. */
        @Setup
        public void begin(TravelBenchmarks benchmark, ThreadParams thread) {
            begin(benchmark, thread.getThreadIndex());
        }

        Worker begin(TravelBenchmarks benchmark, int thread) {
            draw = new Draw(thread);
            trip = new Trip(benchmark.offers, benchmark.agency.keys[0]);
            benchmark.enter(this);
            return this;
        }
    }

    /** One transaction; returns the money or capacity that it moved. */
    @Benchmark
    public long operate(Worker worker) {
        worker.trip.draw(worker.draw, agency.keys, Math.max(1, rows * range / PERCENT));
        long drawn = worker.draw.next();
        if (Draw.upper(drawn, PERCENT) < bookings) {
            long price = agency.book(worker.trip);
            worker.due += price;
            return price;
        }
        if ((drawn & 1) == 0) {
            long bill = agency.delete(worker.trip);
            worker.due -= bill;
            return bill;
        }
        long added = agency.update(worker.trip);
        worker.added += added;
        return added;
    }
}
