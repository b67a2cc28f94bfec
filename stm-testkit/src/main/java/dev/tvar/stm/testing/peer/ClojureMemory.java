package dev.tvar.stm.testing.peer;

import clojure.lang.LockingTransaction;
import clojure.lang.RT;
import clojure.lang.Ref;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Clojure's refs, called as its {@code dosync} calls them. Reads are plain {@code deref} (snapshot isolation), or
 * {@code ensure}, which protects what was read against writers. A ref finds the thread's transaction by itself, so the
 * handle is not used.
 */
public final class ClojureMemory extends TxnMemory<Ref, Object> {
    private static final Object NO_HANDLE = new Object();

    private final boolean ensuring;

    /**
     * A memory with one kind of read.
     *
     * @param ensuring whether reads are {@code ensure}
     */
    public ClojureMemory(boolean ensuring) {
        this.ensuring = ensuring;
        RT.init();
    }

    /**
     * Runs a transaction.
     *
     * @param body what it does; throws nothing checked
     * @return the result of the run that committed
     */
    public static @Nullable Object inTransaction(Callable<?> body) {
        try {
            return LockingTransaction.runInTransaction(body);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the body of a transaction threw a checked exception", e);
        }
    }

    @Override
    public Ref variable(long initial) {
        return new Ref(initial);
    }

    @Override
    public long get(Object txn, Ref variable) {
        if (ensuring) {
            variable.touch();
        }
        return now(variable);
    }

    @Override
    public void set(Object txn, Ref variable, long value) {
        variable.set(value);
    }

    @Override
    public long now(Ref variable) {
        return (Long) variable.deref();
    }

    @Override
    public Runnable prepare(Body<Object> body) {
        Callable<Boolean> callable = () -> {
            body.run(NO_HANDLE);
            return true;
        };
        return () -> inTransaction(callable);
    }
}
