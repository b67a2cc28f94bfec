package dev.tvar.stm.testing.bank;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One action before all other threads start or after they have ended; in a thread of its own, since even that may hang.
 *
 * @param <R> its result
 */
final class Alone<R> extends Clerk {
    private final String what;
    private final Callable<R> action;
    private volatile @Nullable R result;

    Alone(String name, String what, Callable<R> action) {
        super(name, new CountDownLatch(0));
        this.what = what;
        this.action = action;
    }

    @Override
    void work() throws Exception {
        begin(what);
        result = action.call();
        end();
    }

    /** Empty if the action has not ended, or threw. */
    Optional<R> result() {
        return Optional.ofNullable(result);
    }
}
