package dev.tvar.stm.internal.flow;

import dev.tvar.stm.ReadBody;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the present value of a read expression and each later one. Every subscriber has a stream of its own.
 *
 * @param <R> the type of the values
 */
public final class Changes<R> implements Flow.Publisher<R> {
    private final ReadBody<? extends R, ?> body;
    private final BiFunction<? super @Nullable R, ? super R, ? extends @Nullable R> change;
    private final Executor executor;

    /**
     * A publisher without subscribers.
     *
     * @param body computes a value
     * @param change makes an item of the item that the subscriber received last, or null, and the present value; returns
     *     null if there is nothing new
     * @param executor runs the body and the subscribers
     */
    public Changes(
            ReadBody<? extends R, ?> body,
            BiFunction<? super @Nullable R, ? super R, ? extends @Nullable R> change,
            Executor executor) {
        this.body = Objects.requireNonNull(body, "body");
        this.change = change;
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public void subscribe(Flow.Subscriber<? super R> subscriber) {
        new ChangesSubscription<R>(body, change, executor, Objects.requireNonNull(subscriber, "subscriber")).begin();
    }
}
