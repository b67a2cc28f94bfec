package dev.tvar.stm.benchmarks.workload;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** W4: reads of 16 random accounts; one operation in ten deposits 1 as well. Law: no deposit is lost. */
@State(Scope.Benchmark)
public class MostlyReads {
    private static final int ACCOUNTS = 1024;
    private static final int READS = 16;
    private static final int ONE_IN = 10;

    /** Which engine. */
    @Param("tvar")
    public String engine = "tvar";

    @SuppressWarnings("NullAway.Init") // by open
    Bank bank;

    /** Opens the accounts. */
    @Setup
    public void open() {
        bank = new Bank(engine, ACCOUNTS);
    }

    /** Checks the law. */
    @TearDown
    public void close() {
        bank.close();
    }

    /** A thread that reads. */
    @State(Scope.Thread)
    public static class Clerk extends BankClerk {
        final int[] which = new int[READS];
        long deposited;

        /**
         * Takes up work.
         *
         * @param reads where
         * @param thread which thread
         */
        @Setup
        public void begin(MostlyReads reads, ThreadParams thread) {
            begin(reads.bank, thread.getThreadIndex());
        }

        @Override
        long deposited() {
            return deposited;
        }
    }

    /**
     * 16 reads, perhaps with a deposit.
     *
     * @param clerk who reads
     * @return the sum of what was read
     */
    @Benchmark
    public long read(Clerk clerk) {
        long drawn = 0;
        for (int i = 0; i < READS; i++) {
            drawn = clerk.draw.next();
            clerk.which[i] = Draw.upper(drawn, ACCOUNTS);
        }
        boolean deposit = (drawn & 0xFFFF_FFFFL) % ONE_IN == 0;
        long sum = clerk.teller.read(clerk.which, deposit);
        clerk.deposited += deposit ? 1 : 0;
        return sum;
    }
}
