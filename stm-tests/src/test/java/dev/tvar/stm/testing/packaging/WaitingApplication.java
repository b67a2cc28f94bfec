package dev.tvar.stm.testing.packaging;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnOptions;
import java.io.Closeable;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;

/** An application whose transactions wait until a deadline, an hour away, or until it is closed. */
public final class WaitingApplication implements Runnable, Closeable {
    private final TLong never = TLong.named("never", 0);
    private final Collection<Future<?>> waits = new ConcurrentLinkedQueue<>();

    /** Called by the container. */
    public WaitingApplication() {}

    @Override
    public void run() {
        waits.add(STM.with(TxnOptions.defaults().withTimeout(Duration.ofHours(1)))
                .runAsync(tx -> tx.check(never.isAtLeast(tx, 1)), ForkJoinPool.commonPool()));
    }

    @Override
    public void close() {
        waits.forEach(wait -> wait.cancel(false));
    }
}
