package dev.tvar.stm.examples.ledger;

import dev.tvar.stm.examples.engine.Bank;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.engine.Load;
import dev.tvar.stm.examples.engine.Teller;
import dev.tvar.stm.examples.support.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * The result of replaying a ledger.
 *
 * @param engine the engine
 * @param balances the final balance of each account
 * @param tried the number of entries that were tried: all, unless it was ended early
 * @param rejected the entries that lacked funds at the moment when they were tried, in the order of the file
 */
public record Replay(Engine engine, long[] balances, long tried, List<Ledger.Entry> rejected) {

    /**
     * Replays a ledger by several threads at once. One thread keeps the order of the file. Several do not, so where funds
     * are short it may depend on their order which transfers are rejected.
     *
     * @param ledger the ledger
     * @param engine the engine
     * @param threads the number of threads, at least 1
     * @param stopped becomes true when the replay shall end early
     * @return the result
     */
    public static Replay of(Ledger ledger, Engine engine, int threads, BooleanSupplier stopped) {
        Load load = ledger.load();
        LongAdder tried = new LongAdder();
        boolean[] rejected = new boolean[load.size()];
        try (Bank bank = engine.open(ledger.opening())) {
            Workers.run(threads, worker -> {
                Teller teller = bank.teller();
                for (int i = worker; i < load.size() && !stopped.getAsBoolean(); i += threads) {
                    rejected[i] = !load.transfer(i, teller);
                    tried.increment();
                }
            });
            return new Replay(engine, bank.balances(), tried.sum(), entries(ledger, rejected));
        }
    }

    private static List<Ledger.Entry> entries(Ledger ledger, boolean[] chosen) {
        List<Ledger.Entry> entries = new ArrayList<>();
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i]) {
                entries.add(ledger.entries().get(i));
            }
        }
        return entries;
    }

    /**
     * The sum of all accounts in the end.
     *
     * @return equal to {@link Ledger#total()}, or the engine is broken
     */
    public long total() {
        return Arrays.stream(balances).sum();
    }
}
