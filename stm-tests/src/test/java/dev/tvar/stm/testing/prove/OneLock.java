package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.engine.Engine;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A correct engine as a user would write it: one lock, and the writes of a body that throws are undone. */
public class OneLock implements Engine {
    private final ReentrantLock lock = new ReentrantLock();

    /** For the harness. */
    public OneLock() {}

    @Override
    public String name() {
        return getClass().getSimpleName();
    }

    @Override
    public String product() {
        return "java.util.concurrent.locks";
    }

    @Override
    public Variable variable(long initial) {
        Cell cell = new Cell();
        cell.value = initial;
        return cell;
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body) {
        lock.lock();
        Direct tx = new Direct();
        boolean done = false;
        try {
            R result = body.apply(tx);
            done = true;
            return result;
        } finally {
            if (!done) {
                tx.undo.run();
            }
            lock.unlock();
        }
    }

    @Override
    public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
        return atomically(body);
    }

    private static final class Cell implements Variable {
        long value;
    }

    private static final class Direct implements Transaction {
        private Runnable undo = () -> {};

        @Override
        public long get(Variable variable) {
            return ((Cell) variable).value;
        }

        @Override
        public void set(Variable variable, long value) {
            Cell cell = (Cell) variable;
            long old = cell.value;
            Runnable before = undo;
            undo = () -> {
                cell.value = old;
                before.run();
            };
            cell.value = value;
        }
    }
}
