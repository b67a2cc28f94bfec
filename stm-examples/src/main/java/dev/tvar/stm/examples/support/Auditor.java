package dev.tvar.stm.examples.support;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Reads the total repeatedly, on a thread of its own, and counts the wrong totals. */
public final class Auditor {
    /**
     * What an auditor saw.
     *
     * @param audits the number of audits, at least one
     * @param wrong the number of audits with an unexpected total
     */
    public record Findings(long audits, long wrong) {}

    private final LongSupplier total;
    private final long expected;
    private final LongConsumer witness;
    private final Duration pause;
    private final FutureTask<Findings> task = new FutureTask<>(this::audit);
    private volatile boolean stopped;

    private Auditor(LongSupplier total, long expected, LongConsumer witness, Duration pause) {
        this.total = total;
        this.expected = expected;
        this.witness = witness;
        this.pause = pause;
    }

    /**
     * Starts to audit without pauses. Call {@link #stop()} at the end.
     *
     * @param total where to ask
     * @param expected the right answer
     * @return the auditor at work
     */
    public static Auditor start(LongSupplier total, long expected) {
        return start(total, expected, seen -> {}, Duration.ZERO);
    }

    /**
     * Starts to audit. Call {@link #stop()} at the end.
     *
     * @param total where to ask
     * @param expected the right answer
     * @param witness receives every total that was seen, on the thread of the auditor
     * @param pause the approximate pause between two audits
     * @return the auditor at work
     */
    public static Auditor start(LongSupplier total, long expected, LongConsumer witness, Duration pause) {
        Auditor auditor = new Auditor(total, expected, witness, pause);
        Workers.startDaemon("auditor", auditor.task);
        return auditor;
    }

    private Findings audit() {
        long audits = 0;
        long wrong = 0;
        do {
            long seen = total.getAsLong();
            witness.accept(seen);
            audits++;
            wrong += seen == expected ? 0 : 1;
            if (!pause.isZero()) {
                LockSupport.parkNanos(pause.toNanos());
            }
        } while (!stopped);
        return new Findings(audits, wrong);
    }

    /**
     * Ends the audits, after the current audit.
     *
     * @return what was seen
     * @throws IllegalStateException if an audit failed, with the failure as its cause
     * @throws Interrupted if the calling thread is interrupted
     */
    public Findings stop() {
        stopped = true;
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an audit failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            throw new Interrupted(e);
        }
    }
}
