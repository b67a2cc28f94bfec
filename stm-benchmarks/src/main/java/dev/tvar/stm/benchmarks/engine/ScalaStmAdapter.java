package dev.tvar.stm.benchmarks.engine;

import static dev.tvar.stm.testing.peer.ScalaStmMemory.atomic;

import dev.tvar.stm.testing.peer.ScalaStmMemory;
import dev.tvar.stm.testing.peer.TxnMemory;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.concurrent.stm.InTxn;
import scala.concurrent.stm.Ref;
import scala.concurrent.stm.TMap;
import scala.concurrent.stm.TMap$;
import scala.concurrent.stm.TxnExecutor;
import scala.concurrent.stm.TxnExecutor$;

/** ScalaSTM through its native interface. */
final class ScalaStmAdapter extends TxnAdapter<Ref<Long>, InTxn> {
    ScalaStmAdapter(boolean boxed) {
        super(new ScalaStmMemory(boxed));
    }

    @Override
    Worker<InTxn> worker(List<Ref<Long>> accounts) {
        return new PeerWorker(this, accounts);
    }

    @Override
    Class<? extends AccountWorker> lambdaWorker() {
        return LambdaWorker.class;
    }

    static final class LambdaWorker extends AccountWorker {
        private final Ref<Long>[] accounts;

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        LambdaWorker(Lambdas from) {
            accounts = from.accounts().toArray(new Ref[0]);
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            Ref<Long> source = accounts[from];
            Ref<Long> target = accounts[to];
            return ScalaStmMemory.<Boolean>atomic(tx -> {
                if (source.get(tx) < amount) {
                    return false;
                }
                source.set(source.get(tx) - amount, tx);
                target.set(target.get(tx) + amount, tx);
                return true;
            });
        }

        @Override
        public long sum() {
            Ref<Long>[] all = accounts;
            return ScalaStmMemory.<Long>atomic(tx -> {
                long sum = 0;
                for (Ref<Long> account : all) {
                    sum += account.get(tx);
                }
                return sum;
            });
        }

        @Override
        public long read(int[] which, boolean deposit) {
            Ref<Long>[] all = accounts;
            return ScalaStmMemory.<Long>atomic(tx -> {
                long sum = 0;
                for (int i : which) {
                    sum += all[i].get(tx);
                }
                if (deposit) {
                    Ref<Long> first = all[which[0]];
                    first.set(first.get(tx) + 1, tx);
                }
                return sum;
            });
        }
    }

    private static final class PeerWorker extends Worker<InTxn> {
        private final Ref<Long>[] accounts;

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        private PeerWorker(ScalaStmAdapter adapter, List<Ref<Long>> accounts) {
            super(adapter);
            this.accounts = accounts.toArray(new Ref[0]);
        }

        @Override
        void transferIn(InTxn tx) {
            runs++;
            long balance = accounts[from].get(tx);
            funded = balance >= amount;
            if (funded) {
                accounts[from].set(balance - amount, tx);
                accounts[to].set(accounts[to].get(tx) + amount, tx);
            }
        }

        @Override
        void sumIn(InTxn tx) {
            runs++;
            long seen = 0;
            for (Ref<Long> account : accounts) {
                seen += account.get(tx);
            }
            total = seen;
        }

        @Override
        void readIn(InTxn tx) {
            runs++;
            long seen = 0;
            for (int i : which) {
                seen += accounts[i].get(tx);
            }
            if (deposit) {
                Ref<Long> first = accounts[which[0]];
                first.set(first.get(tx) + 1, tx);
            }
            total = seen;
        }
    }

    @Override
    public Space space() {
        return new ScalaStmSpace();
    }

    @Override
    public SharedMap map() {
        return new TxnMap(TMap$.MODULE$.<Integer, Integer>empty());
    }

    private record TxnMap(TMap<Integer, Integer> map) implements SharedMap {
        @Override
        public @Nullable Integer get(Integer key) {
            return orNull(atomic(tx -> map.get(key, tx)));
        }

        @Override
        public boolean put(Integer key, Integer value) {
            return ScalaStmMemory.<Boolean>atomic(tx -> map.put(key, value, tx).isEmpty());
        }

        @Override
        public boolean remove(Integer key) {
            return ScalaStmMemory.<Boolean>atomic(tx -> map.remove(key, tx).isDefined());
        }

        @Override
        public boolean move(Integer from, Integer to) {
            return ScalaStmMemory.<Boolean>atomic(tx -> {
                Option<Integer> value = map.get(from, tx);
                if (value.isEmpty() || map.contains(to, tx)) {
                    return false;
                }
                map.remove(from, tx);
                map.put(to, value.get(), tx);
                return true;
            });
        }

        @Override
        public int size() {
            return ScalaStmMemory.<Integer>atomic(map::size);
        }
    }

    private static @Nullable Integer orNull(Option<Integer> found) {
        return found.isEmpty() ? null : found.get();
    }

    /**
     * Operations without a transaction: the two-word compare-and-set for transfers, operations on a single reference, and on the
     * view of a map. None of them composes with another.
     */
    static final class Single implements Adapter {
        private static final TxnExecutor EXECUTOR = TxnExecutor$.MODULE$.defaultAtomic();
        private final TxnMemory<Ref<Long>, InTxn> memory = new ScalaStmMemory(false);

        @Override
        public Accounts accounts(int count, long opening) {
            List<Ref<Long>> accounts =
                    Stream.generate(() -> memory.variable(opening)).limit(count).toList();
            return new Accounts(
                    () -> new TwoWordWorker(accounts),
                    () -> accounts.stream().mapToLong(memory::now).sum());
        }

        private static final class TwoWordWorker extends AccountWorker {
            private final Ref<Long>[] accounts;

            @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
            private TwoWordWorker(List<Ref<Long>> accounts) {
                this.accounts = accounts.toArray(new Ref[0]);
            }

            @Override
            public boolean transfer(int from, int to, long amount) {
                while (true) {
                    Long source = accounts[from].single().get();
                    Long target = accounts[to].single().get();
                    if (source < amount) {
                        return false;
                    }
                    if (EXECUTOR.compareAndSet(
                            accounts[from], source, source - amount, accounts[to], target, target + amount)) {
                        return true;
                    }
                }
            }
        }

        @Override
        public Counter counter() {
            Ref.View<Long> cell = memory.variable(0).single();
            Function1<Long, Long> next = value -> value + 1;
            return new Counter(() -> cell.transform(next), () -> cell.transform(next), cell::get);
        }

        @Override
        public SharedMap map() {
            return new ViewedMap(TMap$.MODULE$.<Integer, Integer>empty().single());
        }

        private record ViewedMap(TMap.View<Integer, Integer> map) implements SharedMap {
            @Override
            public @Nullable Integer get(Integer key) {
                return orNull(map.get(key));
            }

            @Override
            public boolean put(Integer key, Integer value) {
                return map.put(key, value).isEmpty();
            }

            @Override
            public boolean remove(Integer key) {
                return map.remove(key).isDefined();
            }

            @Override
            public int size() {
                return map.size();
            }
        }
    }
}
