package dev.tvar.stm.testing.packaging;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** An application in a container whose transactions wait without a thread. Instantiated through the name of its class. */
public final class AsyncApplication implements Runnable {
    private static final TxnExecutor SHORT = STM.with(TxnOptions.defaults().withTimeout(Duration.ofMillis(1)));
    private static final TxnExecutor LONG = STM.with(TxnOptions.defaults().withTimeout(Duration.ofHours(1)));

    private final TLong balance = TLong.named("balance", 0);

    /** Called by the container. */
    public AsyncApplication() {}

    /** On the thread of the container, and on threads of the JDK; both outlive the application. */
    @Override
    public void run() {
        for (Executor executor : List.<Executor>of(Runnable::run, ForkJoinPool.commonPool())) {
            timesOut(executor);
            isWoken(executor);
            isCancelled(executor);
            follows(executor);
        }
    }

    private CompletableFuture<Void> waitsIn(TxnExecutor limits, Executor executor) {
        return limits.runAsync(tx -> tx.check(balance.isAtLeast(tx, 1)), executor);
    }

    private void timesOut(Executor executor) {
        try {
            waitsIn(SHORT, executor).join();
        } catch (CompletionException late) {
            if (!(late.getCause() instanceof TxnTimeoutException)) {
                throw late;
            }
        }
    }

    private void isWoken(Executor executor) {
        CompletableFuture<Void> waits = waitsIn(LONG, executor);
        STM.run(tx -> balance.add(tx, 1));
        waits.join();
        STM.run(tx -> balance.add(tx, -1));
    }

    private void isCancelled(Executor executor) {
        waitsIn(LONG, executor).cancel(false);
    }

    private void follows(Executor executor) {
        CountDownLatch seen = new CountDownLatch(1);
        STM.changes(balance::get, Object::equals, executor).subscribe(new Flow.Subscriber<Long>() {
            private Flow.@Nullable Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription begun) {
                subscription = begun;
                begun.request(2);
            }

            @Override
            public void onNext(Long item) {
                if (subscription != null) {
                    subscription.cancel();
                }
                seen.countDown();
            }

            @Override
            public void onError(Throwable thrown) {
                throw new AssertionError(thrown);
            }

            @Override
            public void onComplete() {}
        });
        try {
            seen.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
