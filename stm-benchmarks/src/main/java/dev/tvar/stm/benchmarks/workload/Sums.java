package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.engine.Teller;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** W2: sums of all accounts, alone and beside a thread that transfers. Law: every sum that is seen is the right one. */
@State(Scope.Benchmark)
public class Sums {
    /** Which engine. */
    @Param("tvar")
    public String engine = "tvar";

    /** How many accounts. */
    @Param("1000")
    public int accounts = 1000;

    @SuppressWarnings("NullAway.Init") // by open
    Bank bank;

    private static final String SUM_IS_RIGHT = "a sum that was seen";

    private boolean exact;

    /** Opens the accounts. */
    @Setup
    public void open() {
        bank = new Bank(engine, accounts);
        exact = Engines.named(engine).seesOneInstant();
    }

    /** Checks the law. */
    @TearDown
    public void close() {
        bank.close();
    }

    /** A thread that sums up or makes transfers. */
    @State(Scope.Thread)
    public static class Clerk extends BankClerk {
        /**
         * Takes up work.
         *
         * @param sums where
         * @param thread which thread
         */
        @Setup
        public void begin(Sums sums, ThreadParams thread) {
            begin(sums.bank, thread.getThreadIndex());
        }
    }

    /**
     * One sum, with nobody else at work.
     *
     * @param clerk who sums up
     * @return the sum
     */
    @Benchmark
    public long alone(Clerk clerk) {
        return checked(clerk.teller.sum());
    }

    /**
     * One sum, beside transfers.
     *
     * @param clerk who sums up
     * @param reruns what it took
     * @return the sum
     */
    @Benchmark
    @Group("beside")
    public long sum(Clerk clerk, Reruns reruns) {
        reruns.watch(clerk.teller);
        long sum = clerk.teller.sum();
        if (sum == Teller.GAVE_UP) {
            reruns.starved++;
            return sum;
        }
        return checked(sum);
    }

    /**
     * One transfer, beside sums.
     *
     * @param clerk who makes it
     * @return whether it was funded
     */
    @Benchmark
    @Group("beside")
    public boolean transfer(Clerk clerk) {
        long drawn = clerk.draw.next();
        int from = Draw.upper(drawn, accounts);
        int to = Draw.lowerBut(drawn, accounts, from);
        return clerk.teller.transfer(from, to, Draw.amount(drawn));
    }

    private long checked(long sum) {
        if (exact) {
            Law.holds(SUM_IS_RIGHT, bank.expected(), sum);
        }
        return sum;
    }
}
