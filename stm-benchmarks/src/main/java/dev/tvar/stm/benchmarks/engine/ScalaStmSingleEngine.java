package dev.tvar.stm.benchmarks.engine;

import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.concurrent.stm.Ref;
import scala.concurrent.stm.TMap;
import scala.concurrent.stm.TMap$;
import scala.concurrent.stm.TxnExecutor;
import scala.concurrent.stm.TxnExecutor$;

/**
 * ScalaSTM without transactions: its two-word compare-and-set for transfers, and its operations on a single reference
 * for the counter and the map. They cannot be composed with anything else.
 */
final class ScalaStmSingleEngine extends ScalaStmEngine {
    private static final TxnExecutor ATOMIC = TxnExecutor$.MODULE$.defaultAtomic();

    ScalaStmSingleEngine() {
        super(false);
    }

    @Override
    public Accounts accounts(int count, long opening) {
        Ref<Long>[] accounts = open(count, opening);
        return new Accounts() {
            @Override
            public Teller teller() {
                return new TwoWordTeller(accounts);
            }

            @Override
            public long total() {
                long total = 0;
                for (Ref<Long> account : accounts) {
                    total += account.single().get();
                }
                return total;
            }
        };
    }

    private static final class TwoWordTeller extends Teller {
        private final Ref<Long>[] accounts;

        private TwoWordTeller(Ref<Long>[] accounts) {
            this.accounts = accounts;
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            while (true) {
                Long source = accounts[from].single().get();
                Long target = accounts[to].single().get();
                if (source < amount) {
                    return false;
                }
                if (ATOMIC.compareAndSet(
                        accounts[from], source, source - amount, accounts[to], target, target + amount)) {
                    return true;
                }
            }
        }
    }

    @Override
    public SharedMap map() {
        return new ViewedMap(TMap$.MODULE$.<Integer, Integer>empty().single());
    }

    private record ViewedMap(TMap.View<Integer, Integer> map) implements SharedMap {
        @Override
        public @Nullable Integer get(Integer key) {
            Option<Integer> found = map.get(key);
            return found.isEmpty() ? null : found.get();
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
        public boolean move(Integer from, Integer to) {
            throw new UnsupportedOperationException("two keys at once take a transaction");
        }

        @Override
        public int size() {
            return map.size();
        }
    }

    @Override
    public Counter counter() {
        Ref.View<Long> cell = open(0).single();
        Function1<Long, Long> next = value -> value + 1;
        return new Counter() {
            @Override
            public void add() {
                cell.transform(next);
            }

            @Override
            public void readAndWrite() {
                cell.transform(next);
            }

            @Override
            public long value() {
                return cell.get();
            }
        };
    }
}
