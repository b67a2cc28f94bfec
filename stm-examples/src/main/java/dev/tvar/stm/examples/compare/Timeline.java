package dev.tvar.stm.examples.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The totals of an auditor over time, in a few slices of equal length, however long the run is: when
 * the last slice is full, each two slices are merged. For one thread.
 */
public final class Timeline {
    /**
     * One slice of time.
     *
     * @param millis when it ended, in milliseconds since the start
     * @param audits how many audits there were in it
     * @param wrong how many of them saw a wrong total
     * @param furthest the total seen that is furthest from the right one
     * @param aborts the number of runs aborted since the start
     */
    public record Slice(double millis, long audits, long wrong, long furthest, long aborts) {}

    static final int SLICES = 64;
    private static final long FIRST_WIDTH = TimeUnit.MICROSECONDS.toNanos(100);

    private final long expected;
    private final long[] audits = new long[SLICES];
    private final long[] wrong = new long[SLICES];
    private final long[] furthest = new long[SLICES];
    private final long[] aborts = new long[SLICES];
    private long width = FIRST_WIDTH;

    Timeline(long expected) {
        this.expected = expected;
        Arrays.fill(furthest, expected);
    }

    void saw(long nanos, long total, long abortsSoFar) {
        while (nanos / width >= SLICES) {
            fold();
        }
        int slice = (int) (nanos / width);
        audits[slice]++;
        wrong[slice] += total == expected ? 0 : 1;
        furthest[slice] = further(furthest[slice], total);
        aborts[slice] = Math.max(aborts[slice], abortsSoFar);
    }

    private void fold() {
        for (int i = 0; i < SLICES; i++) {
            int left = 2 * i;
            boolean within = left < SLICES;
            audits[i] = within ? audits[left] + audits[left + 1] : 0;
            wrong[i] = within ? wrong[left] + wrong[left + 1] : 0;
            furthest[i] = within ? further(furthest[left], furthest[left + 1]) : expected;
            aborts[i] = within ? Math.max(aborts[left], aborts[left + 1]) : 0;
        }
        width *= 2;
    }

    private long further(long one, long other) {
        return Math.abs(other - expected) > Math.abs(one - expected) ? other : one;
    }

    /** The slices in which there was an audit, the earliest first. */
    List<Slice> slices() {
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < SLICES; i++) {
            if (audits[i] > 0) {
                double end = (double) (i + 1) * width / TimeUnit.MILLISECONDS.toNanos(1);
                slices.add(new Slice(end, audits[i], wrong[i], furthest[i], aborts[i]));
            }
        }
        return slices;
    }
}
