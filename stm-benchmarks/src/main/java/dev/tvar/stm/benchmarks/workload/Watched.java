package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.STM;
import dev.tvar.stm.diagnostics.Session;
import java.util.Optional;
import jdk.jfr.Recording;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** What the diagnostics cost: the transfers of W1 while somebody looks, and while nobody does. Law: money is conserved. */
@State(Scope.Benchmark)
public class Watched {
    private static final int ACCOUNTS = 1024;

    /** Who looks; see {@link Watcher}. */
    @Param({"NOBODY", "NOBODY_ANY_MORE", "SESSION", "RECORDING", "RECORDING_OF_COMMITS"})
    public Watcher watcher = Watcher.NOBODY;

    /** Somebody who looks. */
    public enum Watcher {
        /** No session and no recording was ever begun in this JVM. */
        NOBODY,
        /** A session was open for some transfers before, and a recording ran. */
        NOBODY_ANY_MORE,
        /** A session is open. */
        SESSION,
        /** The flight recorder runs with its usual settings: lost attempts, waits, long snapshots. */
        RECORDING,
        /** The flight recorder takes an event of every commit as well. */
        RECORDING_OF_COMMITS
    }

    @SuppressWarnings("NullAway.Init") // by open
    Bank bank;

    private Optional<Session> session = Optional.empty();
    private Optional<Recording> recording = Optional.empty();

    /** Opens the accounts and begins to look. */
    @Setup
    public void open() {
        bank = new Bank("tvar", ACCOUNTS);
        switch (watcher) {
            case NOBODY -> {}
            case NOBODY_ANY_MORE -> {
                look();
                record(true);
                closeEyes();
            }
            case SESSION -> look();
            case RECORDING -> record(false);
            case RECORDING_OF_COMMITS -> record(true);
        }
    }

    private void look() {
        session = Optional.of(STM.diagnostics().enable());
        transferOften();
    }

    private void record(boolean commits) {
        Recording started = new Recording();
        if (commits) {
            started.enable("dev.tvar.stm.TransactionCommit");
        }
        started.start();
        recording = Optional.of(started);
        transferOften();
    }

    /** Often enough to be compiled with what it meets. */
    private void transferOften() {
        Clerk clerk = new Clerk();
        clerk.begin(bank, 0);
        for (int i = 0; i < 100_000; i++) {
            transfer(clerk);
        }
    }

    private void closeEyes() {
        session.ifPresent(Session::close);
        recording.ifPresent(Recording::close);
    }

    /** Ends the looking, and checks the law. */
    @TearDown
    public void close() {
        closeEyes();
        bank.close();
    }

    /** A thread that makes transfers. */
    @State(Scope.Thread)
    public static class Clerk extends BankClerk {
        /**
         * Takes up work.
         *
         * @param watched where
         * @param thread which thread
         */
        @Setup
        public void begin(Watched watched, ThreadParams thread) {
            begin(watched.bank, thread.getThreadIndex());
        }
    }

    /**
     * One transfer.
     *
     * @param clerk who makes it
     * @return whether it was funded
     */
    @Benchmark
    public boolean transfer(Clerk clerk) {
        long drawn = clerk.draw.next();
        int from = Draw.upper(drawn, ACCOUNTS);
        return clerk.teller.transfer(from, Draw.lowerBut(drawn, ACCOUNTS, from), Draw.amount(drawn));
    }

    /**
     * A look at the flag, which is what a transaction pays while nobody looks.
     *
     * @return false while nobody looks
     */
    @Benchmark
    public boolean flag() {
        return STM.diagnostics().isEnabled();
    }
}
