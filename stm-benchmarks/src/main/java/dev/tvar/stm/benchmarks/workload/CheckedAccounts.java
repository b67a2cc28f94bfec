package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.AccountWorker;
import dev.tvar.stm.benchmarks.engine.Adapter;
import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Accounts of one engine, with the law that money is conserved. */
final class CheckedAccounts {
    /** So large that no random walk of a benchmark empties an account. */
    private static final long OPENING = 1_000_000_000;

    private final String engine;
    private final Adapter.Accounts accounts;
    private final int count;
    private final List<LongSupplier> deposits = new ArrayList<>();

    /** With the prepared bodies of an adapter, or with a number of lambdas if {@code bodies} is not 0. */
    CheckedAccounts(String engine, int count, int bodies) {
        this.engine = engine;
        this.count = count;
        Adapter adapter = MeasuredEngine.named(engine).adapter();
        accounts = bodies == 0 ? adapter.accounts(count, OPENING) : adapter.lambdas(count, OPENING, bodies);
    }

    /** A worker for the calling thread; {@code deposited} returns the money it has added, and is called after its last operation. */
    synchronized AccountWorker worker(LongSupplier deposited) {
        deposits.add(deposited);
        return accounts.workers().get();
    }

    /** The sum of the opening balances. */
    long opening() {
        return count * OPENING;
    }

    /** Checks the law and closes the accounts, when all threads have stopped. */
    synchronized void close() {
        long deposited = deposits.stream().mapToLong(LongSupplier::getAsLong).sum();
        Invariant.check(
                "money of " + engine, opening() + deposited, accounts.total().getAsLong());
        accounts.close().run();
    }
}
