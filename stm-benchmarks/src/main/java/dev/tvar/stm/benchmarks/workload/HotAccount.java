package dev.tvar.stm.benchmarks.workload;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** W6: every thread moves money between its own account and one that all share, to and fro. Law: money is conserved. */
@State(Scope.Benchmark)
public class HotAccount {
    /** The account that all share; the others are numbered by thread. */
    private static final int HOT = 0;

    private static final int MOST_THREADS = 64;

    /** Which engine. */
    @Param("tvar")
    public String engine = "tvar";

    @SuppressWarnings("NullAway.Init") // by open
    Bank bank;

    /** Opens the accounts. */
    @Setup
    public void open() {
        bank = new Bank(engine, 1 + MOST_THREADS);
    }

    /** Checks the law. */
    @TearDown
    public void close() {
        bank.close();
    }

    /** A thread with an account of its own. */
    @State(Scope.Thread)
    public static class Clerk extends BankClerk {
        int own;

        /**
         * Takes up work.
         *
         * @param hot where
         * @param thread which thread
         */
        @Setup
        public void begin(HotAccount hot, ThreadParams thread) {
            begin(hot.bank, thread.getThreadIndex());
        }

        @Override
        void begin(Bank bank, int thread) {
            super.begin(bank, thread);
            own = 1 + thread % MOST_THREADS;
        }
    }

    /**
     * One transfer to or from the shared account.
     *
     * @param clerk who makes it
     * @param reruns what it took
     * @return whether it was funded
     */
    @Benchmark
    public boolean transfer(Clerk clerk, Reruns reruns) {
        reruns.watch(clerk.teller);
        return transfer(clerk);
    }

    boolean transfer(Clerk clerk) {
        long drawn = clerk.draw.next();
        long amount = Draw.amount(drawn);
        return drawn < 0
                ? clerk.teller.transfer(HOT, clerk.own, amount)
                : clerk.teller.transfer(clerk.own, HOT, amount);
    }
}
