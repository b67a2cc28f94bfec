package dev.tvar.stm.testing.async;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/**
 * The publisher verification of the Reactive Streams TCK, on {@link STM#changes}. Each subscriber has a variable that
 * counts from one; each item that is delivered counts it up. At the last number the body reads no variable any more, so the
 * stream completes. Run by {@link PublisherTckTest}, since it is for TestNG.
 */
public class ChangesVerification extends FlowPublisherVerification<Long> {
    /** How long a signal that must come may take: as long as the machine needs. */
    private static final long LIMIT_MILLIS = 600_000;

    /** How long the verification waits for signals that must not come. */
    private static final long SILENCE_MILLIS = 20;

    /** How long the verification waits after a garbage collection for the end of a reference; it always takes that long. */
    private static final long COLLECTED_MILLIS = 2_000;

    private static final Executor EXECUTOR = ForkJoinPool.commonPool();

    /** Called by TestNG. */
    public ChangesVerification() {
        super(new TestEnvironment(LIMIT_MILLIS, SILENCE_MILLIS, SILENCE_MILLIS), COLLECTED_MILLIS);
    }

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
        return new Flow.Publisher<>() {
            @Override
            public void subscribe(Flow.Subscriber<? super Long> subscriber) {
                new Source(elements).subscribe(subscriber);
            }
        };
    }

    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
        return STM.<Long>changes(
                tx -> {
                    throw new IllegalStateException("a failed publisher");
                },
                Object::equals,
                EXECUTOR);
    }

    /** The numbers up to a last one, for one subscriber. */
    private static final class Source {
        private final TLong number = TLong.of(1);
        private final long last;
        private final AtomicBoolean isLast = new AtomicBoolean();

        Source(long last) {
            this.last = last;
            isLast.set(last == 1);
        }

        void subscribe(Flow.@Nullable Subscriber<? super Long> subscriber) {
            STM.<Long>changes(tx -> isLast.get() ? last : number.get(tx), Object::equals, EXECUTOR)
                    .subscribe(subscriber == null ? absent() : counting(subscriber));
        }

        /** Counts up after each item. */
        private Flow.Subscriber<Long> counting(Flow.Subscriber<? super Long> to) {
            return new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    to.onSubscribe(subscription);
                }

                @Override
                public void onNext(Long item) {
                    to.onNext(item);
                    if (item < last) {
                        isLast.set(item + 1 == last);
                        STM.run(tx -> number.set(tx, item + 1));
                    }
                }

                @Override
                public void onError(Throwable thrown) {
                    to.onError(thrown);
                }

                @Override
                public void onComplete() {
                    to.onComplete();
                }
            };
        }

        @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // the verification passes null on purpose
        private static <T> T absent() {
            return null;
        }
    }
}
