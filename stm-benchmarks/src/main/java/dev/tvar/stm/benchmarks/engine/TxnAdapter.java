package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.testing.peer.TxnMemory;
import java.util.List;
import java.util.stream.Stream;

/**
 * A peer with variables of its own: the same bodies for all. (This library has an adapter of its own, {@link TVarAdapter}, since
 * its idioms differ.)
 *
 * @param <V> the peer's variables
 * @param <T> the peer's transaction handles
 */
class TxnAdapter<V, T> implements Adapter {
    final TxnMemory<V, T> memory;
    private final TxnMemory<V, T> sums;

    /** A peer that runs read-only transactions as it runs others. */
    TxnAdapter(TxnMemory<V, T> memory) {
        this(memory, memory);
    }

    /** A peer with its own settings for sums. */
    TxnAdapter(TxnMemory<V, T> memory, TxnMemory<V, T> sums) {
        this.memory = memory;
        this.sums = sums;
    }

    /** Whether an exception that left a sum means that the peer gave up. */
    boolean isGivingUp(RuntimeException e) {
        return false;
    }

    @Override
    public Accounts accounts(int count, long opening) {
        List<V> accounts =
                Stream.generate(() -> memory.variable(opening)).limit(count).toList();
        return new Accounts(
                () -> new Worker(accounts),
                () -> accounts.stream().mapToLong(memory::now).sum());
    }

    private final class Worker extends PreparedWorker {
        private final V[] accounts;
        private final Runnable transfer = memory.prepare(this::transferIn);
        private final Runnable sum = sums.prepare(this::sumIn);
        private final Runnable read = memory.prepare(this::readIn);
        private boolean funded;

        @SuppressWarnings("unchecked") // only used as V[] in here
        private Worker(List<V> accounts) {
            this.accounts = (V[]) accounts.toArray();
        }

        @Override
        boolean runTransfer() {
            transfer.run();
            return funded;
        }

        private void transferIn(T txn) {
            runs++;
            V source = accounts[from];
            long balance = memory.get(txn, source);
            funded = balance >= amount;
            if (funded) {
                V target = accounts[to];
                memory.set(txn, source, balance - amount);
                memory.set(txn, target, memory.get(txn, target) + amount);
            }
        }

        @Override
        long runSum() {
            try {
                sum.run();
                return total;
            } catch (RuntimeException e) {
                if (isGivingUp(e)) {
                    return GAVE_UP;
                }
                throw e;
            }
        }

        private void sumIn(T txn) {
            runs++;
            long seen = 0;
            for (V account : accounts) {
                seen += sums.get(txn, account);
            }
            total = seen;
        }

        @Override
        long runRead() {
            read.run();
            return total;
        }

        private void readIn(T txn) {
            runs++;
            long seen = 0;
            for (int i : which) {
                seen += memory.get(txn, accounts[i]);
            }
            if (deposit) {
                V first = accounts[which[0]];
                memory.set(txn, first, memory.get(txn, first) + 1);
            }
            total = seen;
        }
    }

    @Override
    public Counter counter() {
        V cell = memory.variable(0);
        Runnable next = memory.prepare(txn -> memory.set(txn, cell, memory.get(txn, cell) + 1));
        return new Counter(next, next, () -> memory.now(cell));
    }

    @Override
    public Slot slot() {
        V cell = memory.variable(0);
        return new Slot() {
            @Override
            public void put(long number) {
                memory.prepare(txn -> {
                            if (memory.get(txn, cell) != 0) {
                                memory.retry(txn);
                            }
                            memory.set(txn, cell, number);
                        })
                        .run();
            }

            @Override
            public long take() {
                long[] taken = new long[1];
                memory.prepare(txn -> {
                            taken[0] = memory.get(txn, cell);
                            if (taken[0] == 0) {
                                memory.retry(txn);
                            }
                            memory.set(txn, cell, 0);
                        })
                        .run();
                return taken[0];
            }
        };
    }

    @Override
    public Gate gate() {
        V open = memory.variable(0);
        Runnable pass = memory.prepare(txn -> {
            if (memory.get(txn, open) == 0) {
                memory.retry(txn);
            }
        });
        Runnable opening = memory.prepare(txn -> memory.set(txn, open, 1));
        return new Gate() {
            @Override
            public void pass() {
                pass.run();
            }

            @Override
            public void open(Thread[] waiting) {
                opening.run();
            }
        };
    }
}
