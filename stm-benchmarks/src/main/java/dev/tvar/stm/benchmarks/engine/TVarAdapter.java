package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.ReadBody;
import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** This library. Sums are snapshots; transfers and reads of some accounts are transactions. */
class TVarAdapter implements Adapter {
    @Override
    public final Accounts accounts(int count, long opening) {
        TLong[] accounts = open(count, opening);
        return new Accounts(() -> worker(accounts), () -> total(accounts));
    }

    TLong[] open(int count, long opening) {
        return Stream.generate(() -> TLong.of(opening)).limit(count).toArray(TLong[]::new);
    }

    private static long total(TLong[] accounts) {
        return Stream.of(accounts).mapToLong(TLong::now).sum();
    }

    @Override
    public final Accounts lambdas(int count, long opening, int bodies) {
        TLong[] accounts = open(count, opening);
        Bodies<TLong[]> copies = new Bodies<>(lambdaWorker(), TLong[].class, bodies);
        return new Accounts(() -> copies.worker(accounts), () -> total(accounts));
    }

    Class<? extends AccountWorker> lambdaWorker() {
        return LambdaWorker.class;
    }

    /** As the README writes transactions. */
    static class LambdaWorker extends AccountWorker {
        final TLong[] accounts;

        LambdaWorker(TLong[] accounts) {
            this.accounts = accounts;
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            TLong source = accounts[from];
            TLong target = accounts[to];
            return STM.atomically(tx -> {
                if (source.get(tx) < amount) {
                    return false;
                }
                source.set(tx, source.get(tx) - amount);
                target.set(tx, target.get(tx) + amount);
                return true;
            });
        }

        @Override
        public final long sum() {
            TLong[] all = accounts;
            return STM.snapshot(tx -> {
                long sum = 0;
                for (TLong account : all) {
                    sum += account.get(tx);
                }
                return sum;
            });
        }

        @Override
        public final long read(int[] which, boolean deposit) {
            TLong[] all = accounts;
            return STM.atomically(tx -> {
                long sum = 0;
                for (int i : which) {
                    sum += all[i].get(tx);
                }
                if (deposit) {
                    TLong first = all[which[0]];
                    first.set(tx, first.get(tx) + 1);
                }
                return sum;
            });
        }
    }

    /** Transfers with {@code get} and {@code set}, the form that every peer has too. */
    Worker worker(TLong[] accounts) {
        return new GetSetWorker(accounts);
    }

    abstract static class Worker extends PreparedWorker {
        final TLong[] accounts;
        private final TxnBody<Boolean, RuntimeException> transfer = this::transferIn;
        private final ReadBody<Boolean, RuntimeException> sum = this::sumIn;
        private final TxnBody<Boolean, RuntimeException> read = this::readIn;

        Worker(TLong[] accounts) {
            this.accounts = accounts;
        }

        @Override
        boolean runTransfer() {
            return STM.atomically(transfer);
        }

        abstract boolean transferIn(Txn tx);

        @Override
        final long runSum() {
            STM.snapshot(sum);
            return total;
        }

        private boolean sumIn(ReadTxn tx) {
            runs++; // the body of a snapshot runs once
            long seen = 0;
            for (TLong account : accounts) {
                seen += account.get(tx);
            }
            total = seen;
            return true;
        }

        @Override
        final long runRead() {
            STM.atomically(read);
            return total;
        }

        private boolean readIn(Txn tx) {
            runs++; // counts attempts, so an abort must not undo it
            long seen = 0;
            for (int i : which) {
                seen += accounts[i].get(tx);
            }
            if (deposit) {
                TLong first = accounts[which[0]];
                first.set(tx, first.get(tx) + 1);
            }
            total = seen;
            return true;
        }
    }

    private static final class GetSetWorker extends Worker {
        private GetSetWorker(TLong[] accounts) {
            super(accounts);
        }

        @Override
        boolean transferIn(Txn tx) {
            runs++; // counts attempts, so an abort must not undo it
            TLong source = accounts[from];
            long balance = source.get(tx);
            if (balance < amount) {
                return false;
            }
            TLong target = accounts[to];
            source.set(tx, balance - amount);
            target.set(tx, target.get(tx) + amount);
            return true;
        }
    }

    /** Transfers with {@code isAtLeast} and {@code add}, which conflict only if the funds cross the amount. */
    static final class Adding extends TVarAdapter {
        @Override
        Worker worker(TLong[] accounts) {
            return new AddWorker(accounts);
        }

        @Override
        Class<? extends AccountWorker> lambdaWorker() {
            return AddingLambdaWorker.class;
        }
    }

    static final class AddingLambdaWorker extends LambdaWorker {
        AddingLambdaWorker(TLong[] accounts) {
            super(accounts);
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            TLong source = accounts[from];
            TLong target = accounts[to];
            return STM.atomically(tx -> {
                if (!source.isAtLeast(tx, amount)) {
                    return false;
                }
                source.add(tx, -amount);
                target.add(tx, amount);
                return true;
            });
        }
    }

    private static final class AddWorker extends Worker {
        private AddWorker(TLong[] accounts) {
            super(accounts);
        }

        @Override
        boolean transferIn(Txn tx) {
            runs++; // counts attempts, so an abort must not undo it
            TLong source = accounts[from];
            boolean funded = source.isAtLeast(tx, amount);
            if (funded) {
                source.add(tx, -amount);
                accounts[to].add(tx, amount);
            }
            return funded;
        }
    }

    @Override
    public final Counter counter() {
        TLong cell = TLong.of(0);
        TxnAction<RuntimeException> add = tx -> cell.add(tx, 1);
        TxnAction<RuntimeException> readAndWrite = tx -> cell.set(tx, cell.get(tx) + 1);
        return new Counter(() -> STM.run(add), () -> STM.run(readAndWrite), cell::now);
    }

    @Override
    public final Slot slot() {
        TLong cell = TLong.of(0);
        return new Slot() {
            @Override
            public void put(long number) {
                STM.run(tx -> {
                    tx.check(cell.get(tx) == 0);
                    cell.set(tx, number);
                });
            }

            @Override
            public long take() {
                return STM.atomically(tx -> {
                    long number = cell.get(tx);
                    tx.check(number != 0);
                    cell.set(tx, 0);
                    return number;
                });
            }
        };
    }

    @Override
    public final Gate gate() {
        TLong open = TLong.of(0);
        return new Gate() {
            @Override
            public void pass() {
                STM.run(tx -> tx.check(open.get(tx) != 0));
            }

            @Override
            public void open(Thread[] waiting) {
                STM.run(tx -> open.set(tx, 1));
            }
        };
    }

    @Override
    public SharedMap map() {
        return new TxnMap();
    }

    /** Every operation is a transaction. */
    private static class TxnMap implements SharedMap {
        final TMap<Integer, Integer> map = TMap.create();

        @Override
        @SuppressWarnings("NullAway") // it does not see that the result may be null
        public @Nullable Integer get(Integer key) {
            return STM.<@Nullable Integer, RuntimeException>atomically(tx -> map.get(tx, key));
        }

        @Override
        public final boolean put(Integer key, Integer value) {
            return STM.atomically(tx -> map.put(tx, key, value) == null);
        }

        @Override
        public final boolean remove(Integer key) {
            return STM.atomically(tx -> map.remove(tx, key) != null);
        }

        @Override
        public final boolean move(Integer from, Integer to) {
            return STM.atomically(tx -> {
                Integer value = map.get(tx, from);
                if (value == null || map.get(tx, to) != null) {
                    return false;
                }
                map.remove(tx, from);
                map.put(tx, to, value);
                return true;
            });
        }

        @Override
        public final int size() {
            return map.snapshot().size();
        }
    }

    /** Looks keys up outside transactions; changes are transactions. */
    static final class Single extends TVarAdapter {
        @Override
        public SharedMap map() {
            return new TxnMap() {
                @Override
                public @Nullable Integer get(Integer key) {
                    return map.getNow(key);
                }
            };
        }
    }

    @Override
    public final Space space() {
        return new TVarSpace();
    }

    @Override
    public final SharedQueue queue(int capacity) {
        TBoundedQueue<Integer> queue = TBoundedQueue.create(capacity);
        TxnBody<Integer, RuntimeException> take = queue::take;
        return new SharedQueue() {
            @Override
            public void put(Integer element) {
                STM.run(tx -> queue.put(tx, element));
            }

            @Override
            public Integer take() {
                return STM.atomically(take);
            }
        };
    }
}
