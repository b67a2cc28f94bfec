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
    private final boolean queues;
    private final Supplier<? extends List<?>> variables;
    private final long since = System.nanoTime();
    private final @Nullable WaitEvent event = Flight.beginWait();
    private Outcome outcome = Outcome.INTERRUPTED;

    /** Variables, not their names: those are asked for only if somebody looks. Set before others see this. */
    private List<?> awaited = List.of();

    private LiveWait(@Nullable String name, boolean queues, Supplier<? extends List<?>> variables) {
        this.name = name;
        this.queues = queues;
        this.variables = variables;
    }

    /** Begins a wait for a change of variables; they are asked for on this thread, and before the end. */
    public static LiveWait forChange(@Nullable String name, Supplier<? extends List<?>> variables) {
        Tally.await();
        return new LiveWait(name, false, variables);
    }

    /** Begins a wait for the transaction's turn. */
    public static LiveWait forTurn(@Nullable String name) {
        Tally.await();
        return new LiveWait(name, true, List::of);
    }

    /** Shows the wait to others: the thread is about to sleep. */
    public void sleeps() {
        awaited = variables.get();
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
                event.end(CallSite.nameOr(name), namesOf(variables.get()), outcome.name());
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
        return queues;
    }

    Duration age(long now) {
        return Duration.ofNanos(now - since);
    }

    Waiting asWaiting(long now) {
        String transaction = name == null ? CallSite.on(thread) : name;
        return new Waiting(thread, transaction, namesOf(awaited), age(now));
    }

    private static List<String> namesOf(List<?> variables) {
        return variables.stream().map(Object::toString).toList();
    }
}
