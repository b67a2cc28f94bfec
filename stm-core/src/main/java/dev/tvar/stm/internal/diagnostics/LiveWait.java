package dev.tvar.stm.internal.diagnostics;

import dev.tvar.stm.diagnostics.Waiting;
import dev.tvar.stm.internal.access.Outcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One wait of a transaction. Written by its own thread; published to other threads when that thread is about to sleep,
 * so that a hand-off without a sleep costs almost nothing.
 */
public final class LiveWait {
    /** The outcome of a wait. */
    enum Outcome {
        /** The awaited change or turn came. */
        WOKEN,
        /** The deadline passed. */
        TIMED_OUT,
        /** The thread was interrupted, or something failed. */
        INTERRUPTED
    }

    private static final Set<LiveWait> ASLEEP = ConcurrentHashMap.newKeySet();

    private final Thread thread = Thread.currentThread();
    private final @Nullable String name;
    private final long since = System.nanoTime();
    private final @Nullable WaitEvent event = Flight.beginWait();
    private Outcome outcome = Outcome.INTERRUPTED;

    /**
     * Supplies the awaited variables; null if the transaction waits for its turn. Called only when diagnostics are
     * read. Set before this object is published.
     */
    private @Nullable Supplier<? extends List<?>> awaited;

    private LiveWait(@Nullable String name) {
        this.name = name;
    }

    /** Begins a wait: for the transaction's turn, unless {@link #goesFor} gives awaited variables. */
    public static LiveWait begin(@Nullable String name) {
        Tally.await();
        return new LiveWait(name);
    }

    /** Sets the supplier of the awaited variables: any thread may call it from the moment when this thread sleeps. */
    public void goesFor(Supplier<? extends List<?>> variables) {
        awaited = variables;
    }

    /** Publishes the wait to other threads: this thread is about to sleep. */
    public void sleeps() {
        ASLEEP.add(this);
    }

    /** Records whether the awaited event came, and not the deadline. */
    public boolean returned(boolean came) {
        outcome = came ? Outcome.WOKEN : Outcome.TIMED_OUT;
        return came;
    }

    /** Ends the wait. */
    public void end() {
        ASLEEP.remove(this);
        if (event != null) {
            try {
                event.end(CallSite.nameOr(name), names(), outcome.name());
            } catch (VirtualMachineError e) {
                // unreported
            }
        }
    }

    /** The threads that sleep in a transaction. */
    static Set<Thread> threads() {
        return ASLEEP.stream().map(wait -> wait.thread).collect(Collectors.toSet());
    }

    static Set<LiveWait> asleep() {
        return Set.copyOf(ASLEEP);
    }

    /** The number of sleeping transactions. */
    public static int count() {
        return ASLEEP.size();
    }

    /** The sleeping transactions, the longest first. */
    public static List<Waiting> all() {
        long now = System.nanoTime();
        return ASLEEP.stream()
                .map(wait -> wait.asWaiting(now))
                .sorted(Comparator.comparing(Waiting::since).reversed())
                .toList();
    }

    /** Whether it waits for its turn, not for a change of variables. */
    boolean queues() {
        return awaited == null;
    }

    Duration age(long now) {
        return Duration.ofNanos(now - since);
    }

    Waiting asWaiting(long now) {
        String transaction = name == null ? CallSite.on(thread) : name;
        return new Waiting(thread, transaction, names(), age(now), queues() ? LiveTicket.holder() : null);
    }

    private List<String> names() {
        return awaited == null
                ? List.of()
                : awaited.get().stream().map(Object::toString).toList();
    }
}
