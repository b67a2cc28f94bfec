package dev.tvar.stm.examples.support;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;

/** Asks for the total again and again, on a thread of its own, and counts how often it is wrong. */
public final class Auditor {
    /**
     * What an auditor saw.
     *
     * @param audits how often the auditor asked, at least once
     * @param wrong how often the total was not the expected one
     */
    public record Findings(long audits, long wrong) {}

    private final LongSupplier total;
    private final long expected;
    private final FutureTask<Findings> task = new FutureTask<>(this::audit);
    private volatile boolean stopped;

    private Auditor(LongSupplier total, long expected) {
        this.total = total;
        this.expected = expected;
    }

    /**
     * Starts to audit. Call {@link #stop()} in the end.
     *
     * @param total where to ask
     * @param expected the right answer
     * @return the auditor at work
     */
    public static Auditor start(LongSupplier total, long expected) {
        Auditor auditor = new Auditor(total, expected);
        Workers.startDaemon("auditor", auditor.task);
        return auditor;
    }

    private Findings audit() {
        long audits = 0;
        long wrong = 0;
        do {
            audits++;
            wrong += total.getAsLong() == expected ? 0 : 1;
        } while (!stopped);
        return new Findings(audits, wrong);
    }

    /**
     * Ends the audits, after the one that runs.
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
