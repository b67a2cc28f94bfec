package dev.tvar.stm.examples.engine;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.etcd.EtcdOptions;
import dev.tvar.stm.etcd.EtcdStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A key per account in a store on etcd, a transaction per transfer. Audits are exact. */
public final class EtcdBank implements Contender {
    /** The system property with the addresses of the cluster, separated by commas. */
    public static final String ENDPOINTS = "stm.etcd.endpoints";

    private static final String PREFIX = "tvar-compare/";

    private final EtcdStore store;
    private final List<TVar<@Nullable Long>> accounts;
    private final TVar<@Nullable Long> lastAudit;
    private final LongAdder runs = new LongAdder();
    private final LongAdder transactions = new LongAdder();

    /**
     * Opens the accounts, replacing any that an earlier bank has left in the cluster.
     *
     * @param opening the opening balance of each
     */
    public EtcdBank(long[] opening) {
        String endpoints = System.getProperty(ENDPOINTS, "http://127.0.0.1:2379");
        store = EtcdStore.connect(EtcdOptions.endpoints(endpoints.split(",")).withPrefix(PREFIX));
        accounts = IntStream.range(0, opening.length)
                .mapToObj(i -> store.var("account " + i, Long.class))
                .toList();
        lastAudit = store.var("last audit", Long.class);
        final int atOnce = 100; // a number that fits into one commit
        for (int first = 0; first < opening.length; first += atOnce) {
            int begin = first;
            STM.run(tx -> {
                for (int i = begin; i < Math.min(begin + atOnce, opening.length); i++) {
                    accounts.get(i).set(tx, opening[i]);
                }
            });
        }
    }

    private long balance(ReadTxn tx, int account) {
        return Objects.requireNonNull(accounts.get(account).get(tx));
    }

    private long sum(ReadTxn tx) {
        return IntStream.range(0, accounts.size())
                .mapToLong(i -> balance(tx, i))
                .sum();
    }

    private void move(Txn tx, int from, int to, long amount) {
        accounts.get(from).set(tx, balance(tx, from) - amount);
        accounts.get(to).set(tx, balance(tx, to) + amount);
    }

    @Override
    public Clerk teller() {
        return new EtcdClerk();
    }

    @Override
    public long audit() {
        return STM.snapshot(this::sum);
    }

    /** By a transaction that compares the revisions of all accounts, as long as all of them fit into one. */
    @Override
    public long auditAndNote() {
        final int most = 100;
        if (accounts.size() > most) {
            return audit();
        }
        transactions.increment();
        return STM.atomically(tx -> {
            runs.increment();
            long total = sum(tx);
            lastAudit.set(tx, total);
            return total;
        });
    }

    @Override
    public long[] balances() {
        return STM.snapshot(tx -> IntStream.range(0, accounts.size())
                .mapToLong(i -> balance(tx, i))
                .toArray());
    }

    @Override
    public OptionalLong aborts() {
        return OptionalLong.of(Math.max(0, runs.sum() - transactions.sum()));
    }

    @Override
    public void close() {
        store.close();
    }

    private final class EtcdClerk implements Clerk {
        @Override
        public boolean transfer(int from, int to, long amount) {
            transactions.increment();
            return STM.atomically(tx -> {
                runs.increment();
                boolean enough = balance(tx, from) >= amount;
                if (enough) {
                    move(tx, from, to, amount);
                }
                return enough;
            });
        }

        @Override
        public boolean transferWhenFunded(int from, int to, long amount, Duration patience) {
            return STM.atomically(tx -> {
                if (balance(tx, from) < amount) {
                    tx.retryFor(patience);
                    return false;
                }
                move(tx, from, to, amount);
                return true;
            });
        }

        /** The exception leaves the body before anything is sent. */
        @Override
        public boolean dieHalfWay(int from, int to, long amount) {
            try {
                return STM.<Boolean, Death>atomically(tx -> {
                    if (balance(tx, from) < amount) {
                        return false;
                    }
                    accounts.get(from).set(tx, balance(tx, from) - amount);
                    throw Death.DEATH;
                });
            } catch (Death death) {
                return true;
            }
        }
    }
}
