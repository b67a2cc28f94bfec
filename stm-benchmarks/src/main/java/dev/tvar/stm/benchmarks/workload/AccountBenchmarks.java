package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.AccountWorker;
import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * W1, transfers between random accounts; W2, sums of all accounts, alone and with a concurrent writer; W4, reads of 16 random
 * accounts of which one in ten also deposits 1; W6, transfers between a thread's own account and a shared account. Law:
 * money is conserved, and every sum is right. W10 is the same work by lambdas: see {@link #bodies}.
 */
@State(Scope.Benchmark)
public class AccountBenchmarks {
    private static final int READS = 16;
    private static final int DEPOSIT_ONE_IN = 10;

    /** Sums with a concurrent writer before a program that {@link #hadWriters} is measured. */
    private static final int SUMS_BEFORE = 20_000;

    /** The shared account of W6. */
    private static final int HOT = 0;

    /** The engine's label. */
    @Param("tvar")
    public String engine = "tvar";

    /** The number of accounts; W6 needs one more than threads. */
    @Param("1024")
    public int accounts = 1024;

    /** The number of different lambdas, or 0 for bodies that are allocated once. */
    @Param("0")
    public int bodies = 0;

    /** Whether other threads have written while this program opened snapshots, before it is measured. */
    @Param("false")
    public boolean hadWriters = false;

    @SuppressWarnings("NullAway.Init") // by open
    CheckedAccounts checked;

    private boolean sumsAreExact;

    /** Opens the accounts. */
    @Setup
    public void open() {
        checked = new CheckedAccounts(engine, accounts, bodies);
        sumsAreExact = MeasuredEngine.named(engine).seesOneInstant();
        if (hadWriters) {
            sumWhileOthersWrite();
        }
    }

    /** So many sums that the compiler has seen values saved for a snapshot. */
    private void sumWhileOthersWrite() {
        AtomicBoolean ended = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            Worker worker = new Worker().begin(this, 1);
            while (!ended.get()) {
                transfer(worker);
            }
        });
        writer.start();
        Worker worker = new Worker().begin(this, 0);
        for (int i = 0; i < SUMS_BEFORE; i++) {
            worker.account.sum();
        }
        ended.set(true);
        join(writer);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a writer ended", e);
        }
    }

    /** Checks the law. */
    @TearDown
    public void close() {
        checked.close();
    }

    /** A thread that works on the accounts. */
    @State(Scope.Thread)
    public static class Worker {
        @SuppressWarnings("NullAway.Init") // by begin
        AccountWorker account;

        @SuppressWarnings("NullAway.Init") // by begin
        Draw draw;

        final int[] which = new int[READS];
        int own;
        private long deposited;

        /** Called by JMH. */
        @Setup
        public void begin(AccountBenchmarks benchmark, ThreadParams thread) {
            begin(benchmark, thread.getThreadIndex());
        }

        Worker begin(AccountBenchmarks benchmark, int thread) {
            account = benchmark.checked.worker(() -> deposited);
            draw = new Draw(thread);
            own = 1 + thread;
            return this;
        }
    }

    /** W1: one transfer. */
    @Benchmark
    public boolean transfer(Worker worker) {
        long drawn = worker.draw.next();
        int from = Draw.upper(drawn, accounts);
        int to = Draw.lowerBut(drawn, accounts, from);
        return worker.account.transfer(from, to, Draw.amount(drawn));
    }

    /** W2: one sum, without other threads. */
    @Benchmark
    public long sumAlone(Worker worker) {
        return checkedSum(worker.account.sum());
    }

    /** W2: one sum, with a concurrent writer. */
    @Benchmark
    @Group("sumBesideTransfers")
    public long sum(Worker worker, BodyRuns runs) {
        runs.watch(worker.account);
        long sum = worker.account.sum();
        if (sum == AccountWorker.GAVE_UP) {
            runs.starved++;
            return sum;
        }
        return checkedSum(sum);
    }

    /** W2: one transfer of the concurrent writer. */
    @Benchmark
    @Group("sumBesideTransfers")
    public boolean write(Worker worker) {
        return transfer(worker);
    }

    private long checkedSum(long sum) {
        if (sumsAreExact) {
            Invariant.check("a sum", checked.opening(), sum);
        }
        return sum;
    }

    /** W4: 16 reads, perhaps with a deposit. */
    @Benchmark
    public long read(Worker worker) {
        long drawn = 0;
        for (int i = 0; i < READS; i++) {
            drawn = worker.draw.next();
            worker.which[i] = Draw.upper(drawn, accounts);
        }
        boolean deposit = (drawn & 0xFFFF_FFFFL) % DEPOSIT_ONE_IN == 0;
        long sum = worker.account.read(worker.which, deposit);
        worker.deposited += deposit ? 1 : 0;
        return sum;
    }

    /** W6: one transfer to or from the shared account. */
    @Benchmark
    public boolean transferHot(Worker worker, BodyRuns runs) {
        runs.watch(worker.account);
        return transferHot(worker);
    }

    boolean transferHot(Worker worker) {
        long drawn = worker.draw.next();
        long amount = Draw.amount(drawn);
        return drawn < 0
                ? worker.account.transfer(HOT, worker.own, amount)
                : worker.account.transfer(worker.own, HOT, amount);
    }
}
