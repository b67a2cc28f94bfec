package dev.tvar.stm.benchmarks.run;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;

/**
 * What a cache line takes from one processor to the other: two threads hand a number to and fro. On a machine with two
 * virtual processors the host may put them on neighbouring cores or far from each other, and move them at any time; with two threads
 * that meet, figures of the two states differ by a factor of two to four.
 */
final class LineTrip {
    private static final long END = -1;
    private static final int BATCHES = 25;
    private static final int ROUND_TRIPS = 1_000;

    private static final int LOOKS = 30;
    private static final long LOOK_MILLIS = 100;

    /** More than it takes, unless others keep a processor busy. */
    private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final AtomicLong number = new AtomicLong();

    private LineTrip() {}

    /**
     * Measures it, within some 20 ms.
     *
     * @return nanoseconds for one way; the median of several batches, of which the first are compiled only by and by
     */
    static double nanos() {
        LineTrip trip = new LineTrip();
        Thread partner = new Thread(trip::answer, "line-trip");
        partner.setDaemon(true);
        partner.start();
        double[] batches = new double[BATCHES];
        long begin = System.nanoTime();
        int done = 0;
        while (done < BATCHES && (done == 0 || System.nanoTime() - begin < LIMIT_NANOS)) {
            batches[done++] = trip.batch();
        }
        trip.number.set(END);
        Arrays.sort(batches, 0, done);
        return batches[done / 2];
    }

    /** It, over and over for three seconds: about as long as the host leaves the processors where they are. */
    static DoubleStream series() {
        return DoubleStream.generate(() -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
                    return nanos();
                })
                .limit(LOOKS);
    }

    /** Odd numbers go there, even ones come back. */
    private double batch() {
        long begin = System.nanoTime();
        long last = number.get();
        for (long sent = last + 1; sent < last + 2 * ROUND_TRIPS; sent += 2) {
            number.set(sent);
            while (number.get() == sent) {
                Thread.onSpinWait();
            }
        }
        return (double) (System.nanoTime() - begin) / (2 * ROUND_TRIPS);
    }

    private void answer() {
        while (true) {
            long seen = number.get();
            if (seen == END) {
                return;
            }
            if (seen % 2 == 1) {
                number.compareAndSet(seen, seen + 1); // not a write: that would undo the end
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
