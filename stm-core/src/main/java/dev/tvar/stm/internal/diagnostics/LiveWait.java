package dev.tvar.stm.internal.diagnostics;

import dev.tvar.stm.Waiting;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One wait of a transaction. Used by its own thread; others see it from the moment when that is about to sleep, so that a
 * hand-off for which nobody has to sleep costs next to nothing.
 */
public final class LiveWait {
    /** How a wait ends. */
    enum Outcome {
        /** What it waited for came. */
        WOKEN,
        /** The time was up. */
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

    /** Knows what is waited for, unless it is the transaction's turn; asked only if somebody looks. Set before others see this. */
    private @Nullable Supplier<? extends List<?>> awaited;

    private LiveWait(@Nullable String name) {
        this.name = name;
    }

    /** Begins a wait: for the transaction's turn, unless {@link #goesFor} says for what else. */
    public static LiveWait begin(@Nullable String name) {
        Tally.await();
        return new LiveWait(name);
    }

    /** Says who knows what is waited for: on any thread, from when this one sleeps. */
    public void goesFor(Supplier<? extends List<?>> variables) {
        awaited = variables;
    }

    /** Shows the wait to others: the thread is about to sleep. */
    public void sleeps() {
        ASLEEP.add(this);
    }

    /** Notes whether what it waited for has come, rather than the end of the time. */
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
                // untold
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

    /** How many sleep. */
    public static int count() {
        return ASLEEP.size();
    }

    /** Those that sleep, the longest first. */
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
