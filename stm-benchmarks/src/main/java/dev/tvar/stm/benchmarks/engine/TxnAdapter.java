package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.testing.peer.TxnMemory;
import java.util.List;
import java.util.stream.Stream;

/**
 * A peer. The bodies on accounts are typed code of each adapter: behind a generic interface every access would cast a variable and a
 * handle, which made ScalaSTM, Multiverse and Arrow up to 1.5 times as slow.
 *
 * @param <V> the peer's variables
 * @param <T> the peer's transaction handles
 */
abstract class TxnAdapter<V, T> implements Adapter {
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

    /** A worker on accounts. */
    abstract Worker<T> worker(List<V> accounts);

    @Override
    public Accounts accounts(int count, long opening) {
        List<V> accounts = open(count, opening);
        return new Accounts(() -> worker(accounts), () -> total(accounts));
    }

    private List<V> open(int count, long opening) {
        return Stream.generate(() -> memory.variable(opening)).limit(count).toList();
    }

    private long total(List<V> accounts) {
        return accounts.stream().mapToLong(memory::now).sum();
    }

    /** The class of workers that write their bodies as lambdas; created from a {@link Lambdas}. */
    abstract Class<? extends AccountWorker> lambdaWorker();

    /** What such a worker is created from. */
    record Lambdas(TxnAdapter<?, ?> adapter, List<?> accounts) {}

    @Override
    public final Accounts lambdas(int count, long opening, int bodies) {
        List<V> accounts = open(count, opening);
        Lambdas state = new Lambdas(this, accounts);
        Bodies<Lambdas> copies = new Bodies<>(lambdaWorker(), Lambdas.class, bodies);
        return new Accounts(() -> copies.worker(state), () -> total(accounts));
    }

    /** Runs the bodies of an adapter; each body counts its runs. */
    abstract static class Worker<T> extends PreparedWorker {
        private final Runnable transfer;
        private final Runnable sum;
        private final Runnable read;

        /** The result of a transfer. */
        boolean funded;

        Worker(TxnAdapter<?, T> adapter) {
            transfer = adapter.memory.prepare(this::transferIn);
            sum = adapter.sums.prepare(this::sumIn);
            read = adapter.memory.prepare(this::readIn);
        }

        abstract void transferIn(T txn);

        abstract void sumIn(T txn);

        abstract void readIn(T txn);

        /** Whether an exception that left a sum means that the peer gave up. */
        boolean isGivingUp(RuntimeException e) {
            return false;
        }

        @Override
        final boolean runTransfer() {
            transfer.run();
            return funded;
        }

        @Override
        final long runSum() {
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

        @Override
        final long runRead() {
            read.run();
            return total;
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
