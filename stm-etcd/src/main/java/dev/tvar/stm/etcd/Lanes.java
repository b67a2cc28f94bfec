package dev.tvar.stm.etcd;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** The lanes of one process: as many as its largest number of concurrent commits. */
final class Lanes {
    private final Layout layout;
    private final String client;
    private final AtomicInteger made = new AtomicInteger();
    private final ConcurrentLinkedDeque<Lane> free = new ConcurrentLinkedDeque<>();

    Lanes(Layout layout, String client) {
        this.layout = layout;
        this.client = client;
    }

    Lane take() {
        Lane lane = free.pollFirst();
        if (lane != null) {
            return lane;
        }
        String name = client + "/" + made.incrementAndGet();
        return new Lane(name, layout.marker(name));
    }

    /** Returns a lane without an open commit. */
    void giveBack(Lane lane) {
        free.addFirst(lane);
    }

    /** The lanes whose markers are no longer needed. */
    List<Lane> takeAllDone() {
        List<Lane> done = new ArrayList<>();
        for (Lane lane = free.pollFirst(); lane != null; lane = free.pollFirst()) {
            done.add(lane);
        }
        return done;
    }

    /** The number of lanes that have been created. */
    int count() {
        return made.get();
    }
}
