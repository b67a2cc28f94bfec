package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** This library: {@code get} and {@code set}, the form that every peer has too. */
class OwnEngine implements Engine {
    @Override
    public Accounts accounts(int count, long opening) {
        TLong[] accounts = open(count, opening);
        return new OwnAccounts(accounts, () -> new GetSetTeller(accounts));
    }

    static TLong[] open(int count, long opening) {
        return Stream.generate(() -> TLong.of(opening)).limit(count).toArray(TLong[]::new);
    }

    @Override
    public Counter counter() {
        return new OwnCounter();
    }

    @Override
    public Places places(int count) {
        return new OwnPlaces(open(count, 0));
    }

    @Override
    public SharedMap map() {
        return new OwnMap();
    }

    @Override
    public SharedQueue queue(int capacity) {
        return new OwnQueue(capacity);
    }

    @Override
    public Gate gate() {
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

    private static final class GetSetTeller extends OwnTeller {
        private GetSetTeller(TLong[] accounts) {
            super(accounts);
        }

        @Override
        boolean transferIn(Txn tx) {
            runs++; // counts attempts, so it must not be undone with them
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

    private static final class OwnCounter implements Counter {
        private final TLong cell = TLong.of(0);
        private final TxnAction<RuntimeException> add = tx -> cell.add(tx, 1);
        private final TxnAction<RuntimeException> readAndWrite = tx -> cell.set(tx, cell.get(tx) + 1);

        @Override
        public void add() {
            STM.run(add);
        }

        @Override
        public void readAndWrite() {
            STM.run(readAndWrite);
        }

        @Override
        public long value() {
            return cell.now();
        }
    }

    private record OwnPlaces(TLong[] cells) implements Places {
        @Override
        public void put(int place, long number) {
            TLong cell = cells[place];
            STM.run(tx -> {
                tx.check(cell.get(tx) == 0);
                cell.set(tx, number);
            });
        }

        @Override
        public long take(int place) {
            TLong cell = cells[place];
            return STM.atomically(tx -> {
                long number = cell.get(tx);
                tx.check(number != 0);
                cell.set(tx, 0);
                return number;
            });
        }
    }

    /** Every operation is a transaction. */
    static class OwnMap implements SharedMap {
        final TMap<Integer, Integer> map = TMap.create();

        @Override
        @SuppressWarnings("NullAway") // it does not see that the result may be null
        public @Nullable Integer get(Integer key) {
            return STM.<@Nullable Integer, RuntimeException>atomically(tx -> map.get(tx, key));
        }

        @Override
        public boolean put(Integer key, Integer value) {
            return STM.atomically(tx -> map.put(tx, key, value) == null);
        }

        @Override
        public boolean remove(Integer key) {
            return STM.atomically(tx -> map.remove(tx, key) != null);
        }

        @Override
        public boolean move(Integer from, Integer to) {
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
        public int size() {
            return map.snapshot().size();
        }
    }

    private static final class OwnQueue implements SharedQueue {
        private final TBoundedQueue<Integer> queue;
        private final TxnBody<Integer, RuntimeException> take;

        private OwnQueue(int capacity) {
            queue = TBoundedQueue.create(capacity);
            take = queue::take;
        }

        @Override
        public void put(Integer element) {
            STM.run(tx -> queue.put(tx, element));
        }

        @Override
        public Integer take() {
            return STM.atomically(take);
        }
    }

    /** Accounts whose tellers differ in how they transfer. */
    record OwnAccounts(TLong[] accounts, Supplier<Teller> tellers) implements Accounts {
        @Override
        public Teller teller() {
            return tellers.get();
        }

        @Override
        public long total() {
            return IntStream.range(0, accounts.length)
                    .mapToLong(i -> accounts[i].now())
                    .sum();
        }
    }
}
