package dev.tvar.stm.benchmarks.engine;

import arrow.fx.stm.STM;
import arrow.fx.stm.STMKt;
import arrow.fx.stm.TVar;
import java.util.Arrays;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.jvm.functions.Function1;

/**
 * Arrow's STM for Kotlin, called without a coroutine: a transaction that does not retry never suspends, so its result is
 * there when the call returns. That keeps hand-offs out, which must suspend.
 */
final class ArrowEngine implements Engine {
    private static final Continuation<Object> NEVER_RESUMED = new Continuation<>() {
        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object result) {
            throw new IllegalStateException("a body that does not retry is not resumed");
        }
    };

    @SuppressWarnings("unchecked") // the result of the body, as nothing suspends
    private static <A> A atomically(Function1<STM, A> body) {
        Object result = STMKt.atomically(body, (Continuation<A>) NEVER_RESUMED);
        if (result == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
            throw new IllegalStateException("a body that does not retry does not suspend");
        }
        return (A) result;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    public Accounts accounts(int count, long opening) {
        TVar<Long>[] accounts = new TVar[count];
        Arrays.setAll(accounts, i -> new TVar<>(opening));
        return new VarAccounts(accounts);
    }

    private static final class VarAccounts implements Accounts {
        private final TVar<Long>[] accounts;

        private VarAccounts(TVar<Long>[] accounts) {
            this.accounts = accounts;
        }

        @Override
        public Teller teller() {
            return new VarTeller(accounts);
        }

        @Override
        public long total() {
            return Stream.of(accounts)
                    .mapToLong(account -> ArrowEngine.<Long>atomically(tx -> tx.read(account)))
                    .sum();
        }
    }

    private static final class VarTeller extends PreparedTeller {
        private final TVar<Long>[] accounts;
        private final Function1<STM, Boolean> transfer = this::transferIn;
        private final Function1<STM, Long> sum = this::sumIn;
        private final Function1<STM, Long> read = this::readIn;

        private VarTeller(TVar<Long>[] accounts) {
            this.accounts = accounts;
        }

        @Override
        boolean transferNow() {
            return atomically(transfer);
        }

        private boolean transferIn(STM tx) {
            runs++;
            long balance = tx.read(accounts[from]);
            if (balance < amount) {
                return false;
            }
            tx.write(accounts[from], balance - amount);
            tx.write(accounts[to], tx.read(accounts[to]) + amount);
            return true;
        }

        @Override
        long sumNow() {
            return atomically(sum);
        }

        private long sumIn(STM tx) {
            runs++;
            long total = 0;
            for (TVar<Long> account : accounts) {
                total += tx.read(account);
            }
            return total;
        }

        @Override
        long readNow() {
            return atomically(read);
        }

        private long readIn(STM tx) {
            runs++;
            long total = 0;
            for (int i : which) {
                total += tx.read(accounts[i]);
            }
            if (deposit) {
                TVar<Long> first = accounts[which[0]];
                tx.write(first, tx.read(first) + 1);
            }
            return total;
        }
    }

    @Override
    public Counter counter() {
        TVar<Long> cell = new TVar<>(0L);
        Function1<STM, Long> next = tx -> {
            long value = tx.read(cell) + 1;
            tx.write(cell, value);
            return value;
        };
        return new Counter() {
            @Override
            public void add() {
                atomically(next);
            }

            @Override
            public void readAndWrite() {
                atomically(next);
            }

            @Override
            public long value() {
                return ArrowEngine.<Long>atomically(tx -> tx.read(cell));
            }
        };
    }
}
