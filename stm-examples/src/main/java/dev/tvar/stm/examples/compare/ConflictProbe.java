package dev.tvar.stm.examples.compare;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.examples.compare.Conflicts.Conflict;
import dev.tvar.stm.examples.engine.Load;
import dev.tvar.stm.examples.support.Workers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Finds out over what transactions fight: transfers with a hot account, beside a transaction that sums up all accounts
 * and writes the sum. Each attempt is the only one that it may make, and the exception of the library names the variable
 * over which it was lost. This is not measured, for it makes an exception of every conflict.
 */
final class ConflictProbe {
    private static final String SOURCE =
            "Two threads make transfers with a hot account, and let others run between reading and"
                    + " writing; one sums up all accounts and writes the sum. Each transaction may run once, and the"
                    + " exception that it then throws names the variable.";
    private static final Duration LENGTH = Duration.ofMillis(300);
    private static final int ACCOUNTS = 20;
    private static final int TRANSFERS = 1 << 14;
    private static final int SHOWN = 10;
    private static final TxnExecutor TRANSFER = once("transfer");
    private static final TxnExecutor AUDIT = once("audit that writes");

    private record Key(String variable, String transaction) {}

    private final TLong[] accounts = IntStream.range(0, ACCOUNTS)
            .mapToObj(i -> TLong.named("account " + i, Plan.OPENING))
            .toArray(TLong[]::new);
    private final TLong lastAudit = TLong.named("last audit", 0);
    private final Map<Key, LongAdder> lost = new ConcurrentHashMap<>();
    private final LongAdder commits = new LongAdder();
    private final Load load;
    private final BooleanSupplier over;

    private ConflictProbe(Load load, BooleanSupplier over) {
        this.load = load;
        this.over = over;
    }

    private static TxnExecutor once(String name) {
        return STM.with(TxnOptions.defaults().withName(name).withMaxAttempts(1));
    }

    /** A {@link ConflictSource}. */
    static Conflicts run(Plan plan, BooleanSupplier stopped) {
        long began = System.nanoTime();
        ConflictProbe probe = new ConflictProbe(
                Load.hot(plan.seed(), ACCOUNTS, TRANSFERS),
                () -> stopped.getAsBoolean() || System.nanoTime() - began > LENGTH.toNanos());
        Workers.runTogether(probe::transfers, probe::transfers, probe::audits);
        return probe.result();
    }

    private void transfers() {
        for (int i = 0; !over.getAsBoolean(); i = (i + 1) % load.size()) {
            load.transfer(
                    i,
                    (from, to, amount) -> attempt(TRANSFER, tx -> {
                        long held = accounts[from].get(tx);
                        Thread.yield(); // others run in the middle, on any machine
                        if (held >= amount) {
                            accounts[from].set(tx, held - amount);
                            accounts[to].set(tx, accounts[to].get(tx) + amount);
                        }
                    }));
        }
    }

    private void audits() {
        while (!over.getAsBoolean()) {
            attempt(AUDIT, tx -> {
                long total = 0;
                for (TLong account : accounts) {
                    total += account.get(tx);
                }
                lastAudit.set(tx, total);
            });
        }
    }

    private boolean attempt(TxnExecutor executor, TxnAction<RuntimeException> body) {
        try {
            executor.run(body);
            commits.increment();
            return true;
        } catch (TooManyAttemptsException e) {
            String variable =
                    e.contended().isEmpty() ? "unknown" : e.contended().get(0);
            String transaction = e.transactionName().orElse("unnamed");
            lost.computeIfAbsent(new Key(variable, transaction), key -> new LongAdder())
                    .increment();
            return false;
        }
    }

    private Conflicts result() {
        List<Conflict> all = lost.entrySet().stream()
                .map(entry -> new Conflict(
                        entry.getKey().variable(),
                        entry.getKey().transaction(),
                        "changed by another",
                        entry.getValue().sum()))
                .sorted(Comparator.comparingLong(Conflict::count).reversed())
                .toList();
        long aborts = all.stream().mapToLong(Conflict::count).sum();
        return new Conflicts(
                SOURCE, commits.sum(), aborts, all.stream().limit(SHOWN).toList());
    }
}
