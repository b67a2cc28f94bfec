package dev.tvar.stm.benchmarks.engine;

import clojure.lang.AFn;
import clojure.lang.IPersistentMap;
import clojure.lang.ISeq;
import clojure.lang.LockingTransaction;
import clojure.lang.PersistentHashMap;
import clojure.lang.RT;
import clojure.lang.Ref;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clojure's refs, called as its {@code dosync} calls them, with callables allocated once. Reads are plain {@code deref}
 * (snapshot isolation), the hot counter is {@code commute}.
 */
final class ClojureEngine implements Engine {
    ClojureEngine() {
        RT.init();
    }

    private static <R extends @Nullable Object> R inTransaction(Callable<R> body) {
        try {
            return result(LockingTransaction.runInTransaction(body));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a body of the benchmark throws nothing checked", e);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the callable's result comes back as Object
    private static <R extends @Nullable Object> R result(@Nullable Object result) {
        return (R) result;
    }

    private static long valueOf(Ref ref) {
        return (Long) ref.deref();
    }

    @Override
    public Accounts accounts(int count, long opening) {
        Ref[] accounts = Stream.generate(() -> new Ref(opening)).limit(count).toArray(Ref[]::new);
        return new Accounts() {
            @Override
            public Teller teller() {
                return new RefTeller(accounts);
            }

            @Override
            public long total() {
                return Stream.of(accounts).mapToLong(ClojureEngine::valueOf).sum();
            }
        };
    }

    private static final class RefTeller extends PreparedTeller {
        private final Ref[] accounts;
        private final Callable<Boolean> transfer = this::transferInside;
        private final Callable<Long> sum = this::sumInside;
        private final Callable<Long> read = this::readInside;

        private RefTeller(Ref[] accounts) {
            this.accounts = accounts;
        }

        @Override
        boolean transferNow() {
            return inTransaction(transfer);
        }

        private boolean transferInside() {
            runs++;
            long balance = valueOf(accounts[from]);
            if (balance < amount) {
                return false;
            }
            accounts[from].set(balance - amount);
            accounts[to].set(valueOf(accounts[to]) + amount);
            return true;
        }

        @Override
        long sumNow() {
            return inTransaction(sum);
        }

        private long sumInside() {
            runs++;
            long total = 0;
            for (Ref account : accounts) {
                total += valueOf(account);
            }
            return total;
        }

        @Override
        long readNow() {
            return inTransaction(read);
        }

        private long readInside() {
            runs++;
            long total = 0;
            for (int i : which) {
                total += valueOf(accounts[i]);
            }
            if (deposit) {
                Ref first = accounts[which[0]];
                first.set(valueOf(first) + 1);
            }
            return total;
        }
    }

    @Override
    public Counter counter() {
        Ref cell = new Ref(0L);
        Callable<Object> commuting = () -> cell.commute(NEXT, NO_ARGUMENTS);
        Callable<Object> setting = () -> cell.set(valueOf(cell) + 1);
        return new Counter() {
            @Override
            public void add() {
                inTransaction(commuting);
            }

            @Override
            public void readAndWrite() {
                inTransaction(setting);
            }

            @Override
            public long value() {
                return valueOf(cell);
            }
        };
    }

    @SuppressWarnings("NullAway") // Clojure's empty sequence is null
    private static final ISeq NO_ARGUMENTS = null;

    private static final AFn NEXT = new AFn() {
        @Override
        public Object invoke(Object value) {
            return (Long) value + 1;
        }
    };

    @Override
    public SharedMap map() {
        return new RefMap(new Ref(PersistentHashMap.EMPTY));
    }

    /** One ref that holds a persistent map: the usual form in Clojure. */
    private record RefMap(Ref map) implements SharedMap {
        private IPersistentMap present() {
            return (IPersistentMap) map.deref();
        }

        @Override
        public @Nullable Integer get(Integer key) {
            return (Integer) present().valAt(key);
        }

        @Override
        public boolean put(Integer key, Integer value) {
            return ClojureEngine.<Boolean>inTransaction(() -> {
                IPersistentMap before = present();
                map.set(before.assoc(key, value));
                return !before.containsKey(key);
            });
        }

        @Override
        public boolean remove(Integer key) {
            return ClojureEngine.<Boolean>inTransaction(() -> {
                IPersistentMap before = present();
                map.set(before.without(key));
                return before.containsKey(key);
            });
        }

        @Override
        public boolean move(Integer from, Integer to) {
            return ClojureEngine.<Boolean>inTransaction(() -> {
                IPersistentMap before = present();
                Object value = before.valAt(from);
                if (value == null || before.containsKey(to)) {
                    return false;
                }
                map.set(before.without(from).assoc(to, value));
                return true;
            });
        }

        @Override
        public int size() {
            return present().count();
        }
    }
}
