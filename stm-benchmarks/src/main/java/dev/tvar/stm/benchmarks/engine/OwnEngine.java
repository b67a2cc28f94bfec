package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
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
        return new OwnCounter(TLong.of(0));
    }

    @Override
    public Places places(int count) {
        return new OwnPlaces(open(count, 0));
    }

    @Override
    public SharedMap map() {
        return new OwnMap(TMap.create());
    }

    @Override
    public SharedQueue queue(int capacity) {
        return new OwnQueue(TBoundedQueue.create(capacity));
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
        public boolean transfer(int from, int to, long amount) {
            calls++;
            TLong source = accounts[from];
            TLong target = accounts[to];
            return STM.atomically(tx -> {
                runs++; // counts attempts, so it must not be undone with them
                long balance = source.get(tx);
                if (balance < amount) {
                    return false;
                }
                source.set(tx, balance - amount);
                target.set(tx, target.get(tx) + amount);
                return true;
            });
        }
    }

    private record OwnCounter(TLong cell) implements Counter {
        @Override
        public void add() {
            STM.run(tx -> cell.add(tx, 1));
        }

        @Override
        public void readAndWrite() {
            STM.run(tx -> cell.set(tx, cell.get(tx) + 1));
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

    private record OwnMap(TMap<Integer, Integer> map) implements SharedMap {
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

    private record OwnQueue(TBoundedQueue<Integer> queue) implements SharedQueue {
        @Override
        public void put(Integer element) {
            STM.run(tx -> queue.put(tx, element));
        }

        @Override
        public Integer take() {
            return STM.atomically(queue::take);
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
