package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.Accounts;
import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.engine.Teller;
import java.util.ArrayList;
import java.util.List;

/** Accounts of one engine with the law that money is conserved. */
final class Bank {
    /** So much that no random walk of the benchmark ever empties an account. */
    static final long OPENING = 1_000_000_000;

    private final String engine;
    private final Accounts accounts;
    private final int count;
    private final List<Counted> tellers = new ArrayList<>();

    Bank(String engine, int count) {
        this.engine = engine;
        this.count = count;
        this.accounts = Engines.named(engine).accounts(count, OPENING);
    }

    /** Somebody who brings money from outside. */
    @FunctionalInterface
    interface Counted {
        /** How much was deposited so far; read when its thread works no more. */
        long deposited();
    }

    /** A teller for the calling thread, which brings {@code deposits}. */
    synchronized Teller teller(Counted deposits) {
        tellers.add(deposits);
        return accounts.teller();
    }

    int size() {
        return count;
    }

    long expected() {
        return count * OPENING;
    }

    /** Checks that money was conserved, and closes the accounts. No thread works any more. */
    synchronized void close() {
        long deposited = tellers.stream().mapToLong(Counted::deposited).sum();
        Law.holds("money of " + engine, expected() + deposited, accounts.total());
        accounts.close();
    }
}
