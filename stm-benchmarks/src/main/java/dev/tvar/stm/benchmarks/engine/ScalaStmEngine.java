package dev.tvar.stm.benchmarks.engine;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.concurrent.stm.InTxn;
import scala.concurrent.stm.Ref;
import scala.concurrent.stm.Ref$;
import scala.concurrent.stm.TMap;
import scala.concurrent.stm.TMap$;
import scala.concurrent.stm.TxnExecutor;
import scala.concurrent.stm.TxnExecutor$;
import scala.concurrent.stm.TxnUnknown$;
import scala.reflect.ClassTag$;

/**
 * ScalaSTM through its native interface with an explicit {@code InTxn} and bodies allocated once. Its references hold
 * either primitive longs, which are boxed at each access from Java, or boxed longs; which is faster depends on the work,
 * so both are measured.
 */
class ScalaStmEngine implements Engine {
    private static final TxnExecutor ATOMIC = TxnExecutor$.MODULE$.defaultAtomic();

    private final boolean boxed;

    ScalaStmEngine(boolean boxed) {
        this.boxed = boxed;
    }

    static Engine ofPrimitives() {
        return new ScalaStmEngine(false);
    }

    static Engine ofBoxes() {
        return new ScalaStmEngine(true);
    }

    static <R extends @Nullable Object> R atomic(Function1<InTxn, R> body) {
        return ATOMIC.apply(body, TxnUnknown$.MODULE$);
    }

    @SuppressWarnings("unchecked") // Scala says Object where its source says Long
    final Ref<Long> open(long opening) {
        Ref<?> ref =
                boxed ? Ref$.MODULE$.<Object>apply(opening, ClassTag$.MODULE$.Object()) : Ref$.MODULE$.apply(opening);
        return (Ref<Long>) ref;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    final Ref<Long>[] open(int count, long opening) {
        Ref<Long>[] refs = new Ref[count];
        Arrays.setAll(refs, i -> open(opening));
        return refs;
    }

    @Override
    public Accounts accounts(int count, long opening) {
        Ref<Long>[] accounts = open(count, opening);
        return new RefAccounts(accounts);
    }

    private static final class RefAccounts implements Accounts {
        private final Ref<Long>[] accounts;

        private RefAccounts(Ref<Long>[] accounts) {
            this.accounts = accounts;
        }

        @Override
        public Teller teller() {
            return new RefTeller(accounts);
        }

        @Override
        public long total() {
            return Stream.of(accounts)
                    .mapToLong(account -> account.single().get())
                    .sum();
        }
    }

    private static final class RefTeller extends PreparedTeller {
        private final Ref<Long>[] accounts;
        private final Function1<InTxn, Boolean> transfer = this::transferIn;
        private final Function1<InTxn, Boolean> sum = this::sumIn;
        private final Function1<InTxn, Boolean> read = this::readIn;

        private RefTeller(Ref<Long>[] accounts) {
            this.accounts = accounts;
        }

        @Override
        boolean transferNow() {
            return atomic(transfer);
        }

        private boolean transferIn(InTxn tx) {
            runs++;
            long balance = accounts[from].get(tx);
            if (balance < amount) {
                return false;
            }
            accounts[from].set(balance - amount, tx);
            accounts[to].set(accounts[to].get(tx) + amount, tx);
            return true;
        }

        @Override
        long sumNow() {
            atomic(sum);
            return total;
        }

        private boolean sumIn(InTxn tx) {
            runs++;
            long seen = 0;
            for (Ref<Long> account : accounts) {
                seen += account.get(tx);
            }
            total = seen;
            return true;
        }

        @Override
        long readNow() {
            atomic(read);
            return total;
        }

        private boolean readIn(InTxn tx) {
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
            return true;
        }
    }

    @Override
    public Counter counter() {
        Ref<Long> cell = open(0);
        Function1<InTxn, @Nullable Void> next = tx -> {
            cell.set(cell.get(tx) + 1, tx);
            return null;
        };
        return new Counter() {
            @Override
            public void add() {
                atomic(next);
            }

            @Override
            public void readAndWrite() {
                atomic(next);
            }

            @Override
            public long value() {
                return cell.single().get();
            }
        };
    }

    @Override
    public Places places(int count) {
        Ref<Long>[] cells = open(count, 0);
        return new Places() {
            @Override
            public void put(int place, long number) {
                ScalaStmEngine.<@Nullable Void>atomic(tx -> {
                    retryUnless(cells[place].get(tx) == 0, tx);
                    cells[place].set(number, tx);
                    return null;
                });
            }

            @Override
            public long take(int place) {
                return ScalaStmEngine.<Long>atomic(tx -> {
                    long number = cells[place].get(tx);
                    retryUnless(number != 0, tx);
                    cells[place].set(0L, tx);
                    return number;
                });
            }
        };
    }

    @Override
    public Gate gate() {
        Ref<Long> open = open(0);
        Function1<InTxn, @Nullable Void> passing = tx -> {
            retryUnless(open.get(tx) != 0, tx);
            return null;
        };
        return new Gate() {
            @Override
            public void pass() {
                atomic(passing);
            }

            @Override
            public void open(Thread[] waiting) {
                open.single().set(1L);
            }
        };
    }

    private static void retryUnless(boolean condition, InTxn tx) {
        if (!condition) {
            scala.concurrent.stm.Txn$.MODULE$.retry(tx);
        }
    }

    @Override
    public SharedMap map() {
        return new RefMap(TMap$.MODULE$.<Integer, Integer>empty());
    }

    private record RefMap(TMap<Integer, Integer> map) implements SharedMap {
        @Override
        public @Nullable Integer get(Integer key) {
            Option<Integer> found = atomic(tx -> map.get(key, tx));
            return found.isEmpty() ? null : found.get();
        }

        @Override
        public boolean put(Integer key, Integer value) {
            return ScalaStmEngine.<Boolean>atomic(tx -> map.put(key, value, tx).isEmpty());
        }

        @Override
        public boolean remove(Integer key) {
            return ScalaStmEngine.<Boolean>atomic(tx -> map.remove(key, tx).isDefined());
        }

        @Override
        public boolean move(Integer from, Integer to) {
            return ScalaStmEngine.<Boolean>atomic(tx -> {
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
            return ScalaStmEngine.<Integer>atomic(map::size);
        }
    }
}
