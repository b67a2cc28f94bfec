package dev.tvar.stm.benchmarks.engine;

import java.util.stream.Stream;
import org.multiverse.api.BackoffPolicy;
import org.multiverse.api.GlobalStmInstance;
import org.multiverse.api.LockMode;
import org.multiverse.api.Stm;
import org.multiverse.api.StmUtils;
import org.multiverse.api.Txn;
import org.multiverse.api.TxnExecutor;
import org.multiverse.api.TxnFactoryBuilder;
import org.multiverse.api.callables.TxnBooleanCallable;
import org.multiverse.api.callables.TxnLongCallable;
import org.multiverse.api.exceptions.TooManyRetriesException;
import org.multiverse.api.references.TxnLong;

/**
 * Multiverse with explicit transactions and executors tuned as its documentation advises: no dirty check, control-flow
 * errors reused, bodies allocated once. It runs at its default isolation level (snapshot), which is less than the other
 * engines promise; the hot counter uses its lock mode. Its map ("naive" by its own name) is left out: it fails with a
 * NullPointerException when it first grows.
 */
final class MultiverseEngine implements Engine {
    /** Beyond this a sum among writers is called starved; it is the engine's own default. */
    private static final int MOST_TRIES_TO_SUM = 1_000;

    private final Stm stm = GlobalStmInstance.getGlobalStmInstance();
    private final TxnExecutor updates = tuned().newTxnExecutor();
    private final TxnExecutor sums = tuned().setReadonly(true)
            .setMaxRetries(MOST_TRIES_TO_SUM)
            .setBackoffPolicy(new AtOnce())
            .newTxnExecutor();
    private final TxnExecutor locking =
            tuned().setWriteLockMode(LockMode.Exclusive).newTxnExecutor();

    private TxnFactoryBuilder tuned() {
        return stm.newTxnFactoryBuilder()
                .setDirtyCheckEnabled(false)
                .setControlFlowErrorsReused(true)
                .setMaxRetries(Integer.MAX_VALUE);
    }

    static TxnLong[] open(int count, long opening) {
        return Stream.generate(() -> StmUtils.newTxnLong(opening)).limit(count).toArray(TxnLong[]::new);
    }

    @Override
    public Accounts accounts(int count, long opening) {
        TxnLong[] accounts = open(count, opening);
        return new Accounts() {
            @Override
            public Teller teller() {
                return new TxnTeller(accounts, updates, sums);
            }

            @Override
            public long total() {
                return Stream.of(accounts).mapToLong(TxnLong::atomicGet).sum();
            }
        };
    }

    /** The engine's own policy waits some 16 ms between the tries of a sum: of those beside a writer it then sees a few per minute. */
    private static final class AtOnce implements BackoffPolicy {
        @Override
        public void delay(int attempt) {
            Thread.yield();
        }

        @Override
        public void delayUninterruptible(int attempt) {
            Thread.yield();
        }
    }

    private static final class TxnTeller extends PreparedTeller {
        private final TxnLong[] accounts;
        private final TxnExecutor updates;
        private final TxnExecutor sums;
        private final TxnBooleanCallable transfer = this::transferIn;
        private final TxnLongCallable sum = this::sumIn;
        private final TxnLongCallable read = this::readIn;

        private TxnTeller(TxnLong[] accounts, TxnExecutor updates, TxnExecutor sums) {
            this.accounts = accounts;
            this.updates = updates;
            this.sums = sums;
        }

        @Override
        boolean transferNow() {
            return updates.execute(transfer);
        }

        private boolean transferIn(Txn tx) {
            runs++;
            long balance = accounts[from].get(tx);
            if (balance < amount) {
                return false;
            }
            accounts[from].set(tx, balance - amount);
            accounts[to].set(tx, accounts[to].get(tx) + amount);
            return true;
        }

        @Override
        long sumNow() {
            try {
                return sums.execute(sum);
            } catch (TooManyRetriesException starved) {
                return GAVE_UP;
            }
        }

        private long sumIn(Txn tx) {
            runs++;
            long total = 0;
            for (TxnLong account : accounts) {
                total += account.get(tx);
            }
            return total;
        }

        @Override
        long readNow() {
            return updates.execute(read);
        }

        private long readIn(Txn tx) {
            runs++;
            long total = 0;
            for (int i : which) {
                total += accounts[i].get(tx);
            }
            if (deposit) {
                TxnLong first = accounts[which[0]];
                first.set(tx, first.get(tx) + 1);
            }
            return total;
        }
    }

    @Override
    public Counter counter() {
        TxnLong cell = StmUtils.newTxnLong(0);
        TxnLongCallable increment = tx -> cell.incrementAndGet(tx, 1);
        TxnLongCallable next = tx -> cell.set(tx, cell.getAndLock(tx, LockMode.Exclusive) + 1);
        return new Counter() {
            @Override
            public void add() {
                locking.execute(increment);
            }

            @Override
            public void readAndWrite() {
                locking.execute(next);
            }

            @Override
            public long value() {
                return cell.atomicGet();
            }
        };
    }

    @Override
    public Places places(int count) {
        TxnLong[] cells = open(count, 0);
        return new Places() {
            @Override
            public void put(int place, long number) {
                updates.execute((TxnLongCallable) tx -> {
                    if (cells[place].get(tx) != 0) {
                        tx.retry();
                    }
                    return cells[place].set(tx, number);
                });
            }

            @Override
            public long take(int place) {
                return updates.execute((TxnLongCallable) tx -> {
                    long number = cells[place].get(tx);
                    if (number == 0) {
                        tx.retry();
                    }
                    cells[place].set(tx, 0);
                    return number;
                });
            }
        };
    }

    @Override
    public Gate gate() {
        TxnLong open = StmUtils.newTxnLong(0);
        return new Gate() {
            @Override
            public void pass() {
                updates.execute((TxnLongCallable) tx -> {
                    long seen = open.get(tx);
                    if (seen == 0) {
                        tx.retry();
                    }
                    return seen;
                });
            }

            @Override
            public void open(Thread[] waiting) {
                open.atomicSet(1);
            }
        };
    }
}
