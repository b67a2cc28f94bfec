package dev.tvar.stm.benchmarks.engine;

import arrow.fx.stm.STM;
import arrow.fx.stm.STMKt;
import arrow.fx.stm.TVar;
import dev.tvar.stm.testing.peer.TxnMemory;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.jvm.functions.Function1;

/**
 * Arrow's STM for Kotlin, called without a coroutine: a transaction that does not retry never suspends, so it has ended when
 * the call returns. A transaction that waits must suspend, so there is no {@code retry}.
 */
final class ArrowMemory extends TxnMemory<TVar<Long>, STM> {
    private static final Continuation<Object> NEVER_RESUMED = new Continuation<>() {
        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object result) {
            throw new IllegalStateException("Arrow resumed a body that does not retry");
        }
    };

    @SuppressWarnings("unchecked") // never resumed, so its type does not matter
    private static <A> Object atomically(Function1<STM, A> body) {
        Object result = STMKt.atomically(body, (Continuation<A>) NEVER_RESUMED);
        if (result == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
            throw new IllegalStateException("Arrow suspended a body that does not retry");
        }
        return result;
    }

    /** Runs a transaction. */
    @SuppressWarnings("unchecked") // the result of the body
    static <A> A atomic(Function1<STM, A> body) {
        return (A) atomically(body);
    }

    @Override
    public TVar<Long> variable(long initial) {
        return new TVar<>(initial);
    }

    @Override
    public long get(STM txn, TVar<Long> variable) {
        return txn.read(variable);
    }

    @Override
    public void set(STM txn, TVar<Long> variable, long value) {
        txn.write(variable, value);
    }

    @Override
    public long now(TVar<Long> variable) {
        return ArrowMemory.<Long>atomic(txn -> txn.read(variable));
    }

    @Override
    public Runnable prepare(Body<STM> body) {
        Function1<STM, Unit> function = txn -> {
            body.run(txn);
            return Unit.INSTANCE;
        };
        return () -> atomically(function);
    }
}
