package dev.tvar.stm.internal.diagnostics;

import dev.tvar.stm.diagnostics.Running;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that is watched, from its first attempt to its end. Written by its own thread, read by other threads.
 */
public final class LiveCall {
    private static final Set<LiveCall> LIVE = ConcurrentHashMap.newKeySet();

    private final Thread thread = Thread.currentThread();
    private final @Nullable String name;
    private final long since = System.nanoTime();
    private final @Nullable CommitEvent event = Flight.beginCommit();
    private boolean committed;
    private int attempts;
    private int reads;
    private int writes;

    private LiveCall(@Nullable String name) {
        this.name = name;
    }

    /** Begins to watch the transaction of this thread. */
    public static LiveCall begin(@Nullable String name) {
        LiveCall call = new LiveCall(name == null && CallSite.RECORDED ? CallSite.here() : name);
        LIVE.add(call);
        return call;
    }

    /** The name of the transaction, or null. */
    public @Nullable String name() {
        return name;
    }

    /** Records that it has committed, and its attempts, reads and writes. */
    public void committed(int attemptsMade, int readEntries, int written) {
        committed = true;
        attempts = attemptsMade;
        reads = readEntries;
        writes = written;
    }

    /** Ends the watch. */
    public void end() {
        LIVE.remove(this);
        if (!committed) {
            return;
        }
        if (Switch.isOn()) {
            Tally.commit();
        }
        if (event != null) {
            event.end(name == null ? CallSite.UNNAMED : name, attempts, reads, writes);
        }
    }

    /** The watched transactions that do not sleep. */
    static List<LiveCall> awake() {
        Set<Thread> asleep = LiveWait.threads();
        return LIVE.stream().filter(call -> !asleep.contains(call.thread)).toList();
    }

    /** The watched transactions that do not sleep, the longest first. */
    public static List<Running> running() {
        long now = System.nanoTime();
        return awake().stream()
                .map(call -> call.asRunning(now))
                .sorted(Comparator.comparing(Running::since).reversed())
                .toList();
    }

    boolean isOfThread(LiveTicket ticket) {
        return ticket.isOfThread(thread);
    }

    Duration age(long now) {
        return Duration.ofNanos(now - since);
    }

    Running asRunning(long now) {
        return new Running(thread, name == null ? CallSite.on(thread) : name, age(now));
    }
}
