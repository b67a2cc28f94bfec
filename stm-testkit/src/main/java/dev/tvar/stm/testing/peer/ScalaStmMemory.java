package dev.tvar.stm.testing.peer;

import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.concurrent.stm.InTxn;
import scala.concurrent.stm.Ref;
import scala.concurrent.stm.Ref$;
import scala.concurrent.stm.Txn$;
import scala.concurrent.stm.TxnExecutor;
import scala.concurrent.stm.TxnExecutor$;
import scala.concurrent.stm.TxnUnknown$;
import scala.reflect.ClassTag$;

/**
 * ScalaSTM through its native interface, with an explicit {@code InTxn}. Its references hold either primitive longs, which
 * are boxed at each access from Java, or boxed longs; which of the two is faster depends on the work.
 */
public final class ScalaStmMemory extends TxnMemory<Ref<Long>, InTxn> {
    private static final TxnExecutor ATOMIC = TxnExecutor$.MODULE$.defaultAtomic();

    private final boolean boxed;

    /**
     * A memory with one kind of reference.
     *
     * @param boxed whether references hold boxed longs
     */
    public ScalaStmMemory(boolean boxed) {
        this.boxed = boxed;
    }

    /**
     * Runs a transaction.
     *
     * @param <R> the type of the result
     * @param body what it does
     * @return the result of the run that committed
     */
    public static <R extends @Nullable Object> R atomic(Function1<InTxn, R> body) {
        return ATOMIC.apply(body, TxnUnknown$.MODULE$);
    }

    @Override
    @SuppressWarnings("unchecked") // Scala says Object where its source says Long
    public Ref<Long> variable(long initial) {
        Ref<?> ref =
                boxed ? Ref$.MODULE$.<Object>apply(initial, ClassTag$.MODULE$.Object()) : Ref$.MODULE$.apply(initial);
        return (Ref<Long>) ref;
    }

    @Override
    public long get(InTxn txn, Ref<Long> variable) {
        return variable.get(txn);
    }

    @Override
    public void set(InTxn txn, Ref<Long> variable, long value) {
        variable.set(value, txn);
    }

    @Override
    public long now(Ref<Long> variable) {
        return variable.single().get();
    }

    @Override
    public Runnable prepare(Body<InTxn> body) {
        Function1<InTxn, @Nullable Void> function = txn -> {
            body.run(txn);
            return null;
        };
        return () -> atomic(function);
    }

    @Override
    public void retry(InTxn txn) {
        Txn$.MODULE$.retry(txn);
    }
}
