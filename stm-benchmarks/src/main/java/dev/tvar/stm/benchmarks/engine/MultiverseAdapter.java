package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.testing.peer.MultiverseMemory;
import java.util.List;
import org.multiverse.api.BackoffPolicy;
import org.multiverse.api.GlobalStmInstance;
import org.multiverse.api.LockMode;
import org.multiverse.api.StmUtils;
import org.multiverse.api.Txn;
import org.multiverse.api.TxnExecutor;
import org.multiverse.api.TxnFactoryBuilder;
import org.multiverse.api.callables.TxnBooleanCallable;
import org.multiverse.api.callables.TxnLongCallable;
import org.multiverse.api.exceptions.TooManyRetriesException;
import org.multiverse.api.functions.Functions;
import org.multiverse.api.functions.LongFunction;
import org.multiverse.api.references.TxnLong;

/**
 * Multiverse with executors tuned as its documentation recommends: no dirty check, control-flow errors reused. It runs at its
 * default isolation level, snapshot, which promises less than the other engines do; the counter uses its lock mode. Its map
 * ("naive" by its own name) is left out: it fails with a NullPointerException when it first grows.
 */
final class MultiverseAdapter extends TxnAdapter<TxnLong, Txn> {
    /** The engine's own default; after this number of tries a sum counts as starved. */
    private static final int TRIES_TO_SUM = 1_000;

    MultiverseAdapter() {
        super(new MultiverseMemory(tuned().newTxnExecutor()), new MultiverseMemory(reading()));
    }

    static TxnExecutor reading() {
        return tuned().setReadonly(true)
                .setMaxRetries(TRIES_TO_SUM)
                .setBackoffPolicy(new NoPause())
                .newTxnExecutor();
    }

    static TxnFactoryBuilder tuned() {
        return GlobalStmInstance.getGlobalStmInstance()
                .newTxnFactoryBuilder()
                .setDirtyCheckEnabled(false)
                .setControlFlowErrorsReused(true)
                .setMaxRetries(Integer.MAX_VALUE);
    }

    @Override
    Worker<Txn> worker(List<TxnLong> accounts) {
        return new PeerWorker(this, accounts);
    }

    @Override
    Class<? extends AccountWorker> lambdaWorker() {
        return LambdaWorker.class;
    }

    static final class LambdaWorker extends AccountWorker {
        private final TxnExecutor executor = tuned().newTxnExecutor();
        private final TxnExecutor reading;
        private final TxnLong[] accounts;

        LambdaWorker(Lambdas from) {
            accounts = from.accounts().toArray(TxnLong[]::new);
            reading = reading();
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            TxnLong source = accounts[from];
            TxnLong target = accounts[to];
            return executor.execute((TxnBooleanCallable) tx -> {
                if (source.get(tx) < amount) {
                    return false;
                }
                source.set(tx, source.get(tx) - amount);
                target.set(tx, target.get(tx) + amount);
                return true;
            });
        }

        @Override
        public long sum() {
            TxnLong[] all = accounts;
            calls++;
            try {
                return reading.execute((TxnLongCallable) tx -> {
                    runs++;
                    long sum = 0;
                    for (TxnLong account : all) {
                        sum += account.get(tx);
                    }
                    return sum;
                });
            } catch (TooManyRetriesException e) {
                return GAVE_UP;
            }
        }

        @Override
        public long read(int[] which, boolean deposit) {
            TxnLong[] all = accounts;
            return executor.execute((TxnLongCallable) tx -> {
                long sum = 0;
                for (int i : which) {
                    sum += all[i].get(tx);
                }
                if (deposit) {
                    all[which[0]].set(tx, all[which[0]].get(tx) + 1);
                }
                return sum;
            });
        }
    }

    private static final class PeerWorker extends Worker<Txn> {
        private final TxnLong[] accounts;

        private PeerWorker(MultiverseAdapter adapter, List<TxnLong> accounts) {
            super(adapter);
            this.accounts = accounts.toArray(TxnLong[]::new);
        }

        @Override
        void transferIn(Txn tx) {
            runs++;
            long balance = accounts[from].get(tx);
            funded = balance >= amount;
            if (funded) {
                accounts[from].set(tx, balance - amount);
                accounts[to].set(tx, accounts[to].get(tx) + amount);
            }
        }

        @Override
        void sumIn(Txn tx) {
            runs++;
            long seen = 0;
            for (TxnLong account : accounts) {
                seen += account.get(tx);
            }
            total = seen;
        }

        @Override
        void readIn(Txn tx) {
            runs++;
            long seen = 0;
            for (int i : which) {
                seen += accounts[i].get(tx);
            }
            if (deposit) {
                TxnLong first = accounts[which[0]];
                first.set(tx, first.get(tx) + 1);
            }
            total = seen;
        }

        @Override
        boolean isGivingUp(RuntimeException e) {
            return e instanceof TooManyRetriesException;
        }
    }

    /** The engine's own policy waits some 16 ms between the tries of a sum; with a concurrent writer, few sums a minute then complete. */
    private static final class NoPause implements BackoffPolicy {
        @Override
        public void delay(int attempt) {
            Thread.yield();
        }

        @Override
        public void delayUninterruptible(int attempt) {
            Thread.yield();
        }
    }

    @Override
    public Counter counter() {
        TxnLong cell = StmUtils.newTxnLong(0);
        TxnExecutor locking = tuned().setWriteLockMode(LockMode.Exclusive).newTxnExecutor();
        TxnLongCallable increment = tx -> cell.incrementAndGet(tx, 1);
        TxnLongCallable next = tx -> cell.set(tx, cell.getAndLock(tx, LockMode.Exclusive) + 1);
        return new Counter(() -> locking.execute(increment), () -> locking.execute(next), cell::atomicGet);
    }

    /** Operations on a single reference, without a transaction around them. */
    static final class Single implements Adapter {
        @Override
        public Counter counter() {
            TxnLong cell = StmUtils.newTxnLong(0);
            LongFunction next = Functions.incLongFunction();
            return new Counter(
                    () -> cell.atomicIncrementAndGet(1), () -> cell.atomicAlterAndGet(next), cell::atomicGet);
        }
    }
}
