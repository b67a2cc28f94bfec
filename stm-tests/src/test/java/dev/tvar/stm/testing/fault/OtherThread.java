package dev.tvar.stm.testing.fault;

import dev.tvar.stm.testing.support.Limits;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One other thread that runs tasks while the caller waits; an interrupt of the caller is deferred. */
final class OtherThread implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "elsewhere");
        daemon.setDaemon(true);
        return daemon;
    });

    void run(Runnable work) {
        Future<?> done = thread.submit(work);
        boolean interrupted = Thread.interrupted();
        try {
            done.get(Limits.SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError("another thread could not do its work: " + e, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
