package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.STM;
import dev.tvar.stm.diagnostics.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import jdk.jfr.Recording;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The transfers of W1 with diagnostics on and off. Law: money is conserved. Not part of {@code ./stm bench}: run it through JMH. */
@State(Scope.Benchmark)
public class DiagnosticsCost {
    /** The diagnostics that are on. */
    @Param({"NONE", "ENDED", "SESSION", "RECORDING", "RECORDING_OF_COMMITS"})
    public Observer observer = Observer.NONE;

    /** Kinds of diagnostics. */
    public enum Observer {
        /** No session and no recording has begun in this JVM. */
        NONE,
        /** A session and a recording have ended. */
        ENDED,
        /** A session is open. */
        SESSION,
        /** A flight recording runs with its default settings: lost attempts, waits, long snapshots. */
        RECORDING,
        /** A flight recording of every commit runs. */
        RECORDING_OF_COMMITS
    }

    private final Deque<Runnable> endings = new ArrayDeque<>();

    /** Turns the diagnostics on. */
    @Setup
    public void open(AccountBenchmarks accounts) {
        switch (observer) {
            case NONE -> {}
            case ENDED -> {
                observe(accounts);
                record(accounts, true);
                close();
            }
            case SESSION -> observe(accounts);
            case RECORDING -> record(accounts, false);
            case RECORDING_OF_COMMITS -> record(accounts, true);
        }
    }

    private void observe(AccountBenchmarks accounts) {
        Session session = STM.diagnostics().enable();
        endings.push(session::close);
        transferOften(accounts);
    }

    private void record(AccountBenchmarks accounts, boolean commits) {
        Recording recording = new Recording();
        if (commits) {
            recording.enable("dev.tvar.stm.TransactionCommit");
        }
        recording.start();
        endings.push(recording::close);
        transferOften(accounts);
    }

    /** Often enough that the compiler has seen transfers with these diagnostics. */
    private static void transferOften(AccountBenchmarks accounts) {
        AccountBenchmarks.Worker worker = new AccountBenchmarks.Worker().begin(accounts, 0);
        for (int i = 0; i < 100_000; i++) {
            accounts.transfer(worker);
        }
    }

    /** Turns the diagnostics off. */
    @TearDown
    public void close() {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }

    /** One transfer. */
    @Benchmark
    public boolean transfer(AccountBenchmarks accounts, AccountBenchmarks.Worker worker) {
        return accounts.transfer(worker);
    }

    /** One read of the flag: the cost of diagnostics to a transaction while they are off. */
    @Benchmark
    public boolean flag() {
        return STM.diagnostics().isEnabled();
    }
}
