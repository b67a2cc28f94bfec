package dev.tvar.stm.benchmarks.workload;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** W1: transfers between random accounts. Law: money is conserved. */
@State(Scope.Benchmark)
public class Transfers {
    /** Which engine. */
    @Param("tvar")
    public String engine = "tvar";

    /** How many accounts. */
    @Param("1024")
    public int accounts = 1024;

    @SuppressWarnings("NullAway.Init") // by open
    Bank bank;

    /** Opens the accounts. */
    @Setup
    public void open() {
        bank = new Bank(engine, accounts);
    }

    /** Checks the law. */
    @TearDown
    public void close() {
        bank.close();
    }

    /** A thread that makes transfers. */
    @State(Scope.Thread)
    public static class Clerk extends BankClerk {
        /**
         * Takes up work.
         *
         * @param transfers where
         * @param thread which thread
         */
        @Setup
        public void begin(Transfers transfers, ThreadParams thread) {
            begin(transfers.bank, thread.getThreadIndex());
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
        int from = Draw.upper(drawn, accounts);
        int to = Draw.lowerBut(drawn, accounts, from);
        return clerk.teller.transfer(from, to, Draw.amount(drawn));
    }
}
