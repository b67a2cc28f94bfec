package dev.tvar.stm.examples.engine;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.support.Text;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link TLong} per account, a transaction per transfer. Audits are exact. */
public final class StmBank implements Bank {
    private final TLong[] accounts;
    private final TLong lastAudit = TLong.named("last audit", 0);
    private final AtomicLong audits = new AtomicLong();
    private final AtomicLong auditRuns = new AtomicLong();
    private final AtomicLong updateAudits = new AtomicLong();
    private final Queue<StmTeller> tellers = new ConcurrentLinkedQueue<>();

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public StmBank(long[] opening) {
        accounts = Arrays.stream(opening).mapToObj(TLong::of).toArray(TLong[]::new);
    }

    @Override
    public Teller teller() {
        StmTeller teller = new StmTeller();
        tellers.add(teller);
        return teller;
    }

    /** Two kinds of audit take turns: a snapshot, which never aborts, and a transaction that reads all and writes. */
    @Override
    public long audit() {
        return audits.getAndIncrement() % 2 == 0 ? STM.snapshot(this::sum) : auditAndNote();
    }

    private long auditAndNote() {
        updateAudits.incrementAndGet();
        return STM.atomically(tx -> {
            auditRuns.incrementAndGet(); // counts attempts, so it must not be undone with them
            long total = sum(tx);
            lastAudit.set(tx, total);
            return total;
        });
    }

    private long sum(ReadTxn tx) {
        long total = 0;
        for (TLong account : accounts) {
            total += account.get(tx);
        }
        return total;
    }

    @Override
    public long[] balances() {
        return STM.snapshot(
                tx -> Arrays.stream(accounts).mapToLong(a -> a.get(tx)).toArray());
    }

    @Override
    public OptionalLong aborts() {
        return OptionalLong.of(
                tellers.stream().mapToLong(t -> t.runs - t.transfers).sum());
    }

    @Override
    public List<String> remarks() {
        long updates = updateAudits.get();
        return List.of(
                "stm: half of the audits are snapshots, which never run again; half are",
                Text.format(
                        "transactions that write as well: %,d, which had to run again %,d times.",
                        updates, auditRuns.get() - updates));
    }

    /** Counts in plain fields: they belong to one thread, and are read when it has ended. */
    private final class StmTeller implements Teller {
        private long transfers;
        private long runs;

        @Override
        public boolean transfer(int from, int to, long amount) {
            transfers++;
            return STM.atomically(tx -> {
                runs++; // counts attempts, so it must not be undone with them
                boolean funded = accounts[from].isAtLeast(tx, amount);
                if (funded) {
                    accounts[from].add(tx, -amount);
                    accounts[to].add(tx, amount);
                }
                return funded;
            });
        }
    }
}
