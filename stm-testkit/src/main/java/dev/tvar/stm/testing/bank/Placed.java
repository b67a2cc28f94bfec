package dev.tvar.stm.testing.bank;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets clients that end a hold begin together as soon as the call that places it has returned: otherwise most would come too early
 * and be refused. They wait a short time only, since the other client may wait, too.
 */
final class Placed {
    private static final int MOST_MILLIS = 5;

    private final Map<Integer, CountDownLatch> holds = new ConcurrentHashMap<>();

    /** For the holds of some clients. */
    Placed(List<List<Call>> clients) {
        for (List<Call> calls : clients) {
            for (Call call : calls) {
                if (call instanceof Call.Hold hold) {
                    holds.put(hold.hold(), new CountDownLatch(1));
                }
            }
        }
    }

    /** Waits for no hold. */
    static Placed withoutWaiting() {
        return new Placed(List.of());
    }

    void await(int hold) throws InterruptedException {
        CountDownLatch placed = holds.get(hold);
        if (placed != null) {
            placed.await(MOST_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void end(int hold) {
        CountDownLatch placed = holds.get(hold);
        if (placed != null) {
            placed.countDown();
        }
    }
}
