package dev.tvar.stm.benchmarks.engine;

import clojure.lang.AFn;
import clojure.lang.IPersistentMap;
import clojure.lang.ISeq;
import clojure.lang.PersistentHashMap;
import clojure.lang.Ref;
import dev.tvar.stm.testing.peer.ClojureMemory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Clojure's refs with plain reads (snapshot isolation); the counter uses {@code commute}. */
final class ClojureAdapter extends TxnAdapter<Ref, Object> {
    @SuppressWarnings("NullAway") // Clojure's empty sequence is null
    private static final ISeq NO_ARGUMENTS = null;

    private static final AFn NEXT = new AFn() {
        @Override
        public Object invoke(Object value) {
            return (Long) value + 1;
        }
    };

    ClojureAdapter() {
        super(new ClojureMemory(false));
    }

    @Override
    Worker<Object> worker(List<Ref> accounts) {
        return new PeerWorker(this, accounts);
    }

    @Override
    Class<? extends AccountWorker> lambdaWorker() {
        return LambdaWorker.class;
    }

    static final class LambdaWorker extends AccountWorker {
        private final Ref[] accounts;

        LambdaWorker(Lambdas from) {
            accounts = from.accounts().toArray(Ref[]::new);
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            Ref source = accounts[from];
            Ref target = accounts[to];
            return ClojureAdapter.<Boolean>dosync(() -> {
                if ((Long) source.deref() < amount) {
                    return false;
                }
                source.set((Long) source.deref() - amount);
                target.set((Long) target.deref() + amount);
                return true;
            });
        }

        @Override
        public long sum() {
            Ref[] all = accounts;
            return ClojureAdapter.<Long>dosync(() -> {
                long sum = 0;
                for (Ref account : all) {
                    sum += (Long) account.deref();
                }
                return sum;
            });
        }

        @Override
        public long read(int[] which, boolean deposit) {
            Ref[] all = accounts;
            return ClojureAdapter.<Long>dosync(() -> {
                long sum = 0;
                for (int i : which) {
                    sum += (Long) all[i].deref();
                }
                if (deposit) {
                    Ref first = all[which[0]];
                    first.set((Long) first.deref() + 1);
                }
                return sum;
            });
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the result of the body, which is not null
    static <R> R dosync(Callable<R> body) {
        return (R) ClojureMemory.inTransaction(body);
    }

    private static final class PeerWorker extends Worker<Object> {
        private final Ref[] accounts;

        private PeerWorker(ClojureAdapter adapter, List<Ref> accounts) {
            super(adapter);
            this.accounts = accounts.toArray(Ref[]::new);
        }

        @Override
        void transferIn(Object tx) {
            runs++;
            long balance = (Long) accounts[from].deref();
            funded = balance >= amount;
            if (funded) {
                accounts[from].set(balance - amount);
                accounts[to].set((Long) accounts[to].deref() + amount);
            }
        }

        @Override
        void sumIn(Object tx) {
            runs++;
            long seen = 0;
            for (Ref account : accounts) {
                seen += (Long) account.deref();
            }
            total = seen;
        }

        @Override
        void readIn(Object tx) {
            runs++;
            long seen = 0;
            for (int i : which) {
                seen += (Long) accounts[i].deref();
            }
            if (deposit) {
                Ref first = accounts[which[0]];
                first.set((Long) first.deref() + 1);
            }
            total = seen;
        }
    }

    @Override
    public Counter counter() {
        Ref cell = memory.variable(0);
        Callable<Object> commuting = () -> cell.commute(NEXT, NO_ARGUMENTS);
        Callable<Object> setting = () -> cell.set(memory.now(cell) + 1);
        return new Counter(
                () -> ClojureMemory.inTransaction(commuting),
                () -> ClojureMemory.inTransaction(setting),
                () -> memory.now(cell));
    }

    @Override
    public SharedMap map() {
        return new RefMap(new Ref(PersistentHashMap.EMPTY));
    }

    /** One ref that holds a persistent map: the usual form in Clojure. */
    private record RefMap(Ref map) implements SharedMap {
        private IPersistentMap present() {
            return (IPersistentMap) map.deref();
        }

        private boolean change(Predicate<IPersistentMap> body) {
            return Boolean.TRUE.equals(ClojureMemory.inTransaction(() -> body.test(present())));
        }

        @Override
        public @Nullable Integer get(Integer key) {
            return (Integer) present().valAt(key);
        }

        @Override
        public boolean put(Integer key, Integer value) {
            return change(before -> {
                map.set(before.assoc(key, value));
                return !before.containsKey(key);
            });
        }

        @Override
        public boolean remove(Integer key) {
            return change(before -> {
                map.set(before.without(key));
                return before.containsKey(key);
            });
        }

        @Override
        public boolean move(Integer from, Integer to) {
            return change(before -> {
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
