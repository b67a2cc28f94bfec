package dev.tvar.stm.testing.async;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A subscriber that keeps what it receives, and asks for items when the test says so. */
class Collector<R> implements Flow.Subscriber<R> {
    final List<R> items = new ArrayList<>();
    private final long initialDemand;
    private Flow.@Nullable Subscription subscription;

    @Nullable
    Throwable failure;

    boolean completed;

    Collector(long initialDemand) {
        this.initialDemand = initialDemand;
    }

    /** A subscriber to a publisher, with this demand. */
    static <R> Collector<R> of(Flow.Publisher<R> publisher, long initialDemand) {
        Collector<R> collector = new Collector<>(initialDemand);
        publisher.subscribe(collector);
        return collector;
    }

    Flow.Subscription subscription() {
        return Objects.requireNonNull(subscription);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        assertNull(subscription, "onSubscribe is called once");
        subscription = given;
        if (initialDemand > 0) {
            given.request(initialDemand);
        }
    }

    @Override
    public void onNext(R item) {
        items.add(item);
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
    }

    @Override
    public void onComplete() {
        completed = true;
    }
}
