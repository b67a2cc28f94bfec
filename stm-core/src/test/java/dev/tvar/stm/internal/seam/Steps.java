package dev.tvar.stm.internal.seam;

import dev.tvar.stm.internal.tx.Leftovers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A seam that counts the steps of the thread that created it, and runs an action just before chosen
 * steps, as another thread might at that moment. It parks no thread, and can set the time.
 */
public final class Steps extends Seam implements AutoCloseable {
    /** Most steps of one kind; a test that takes more has an endless loop. */
    private static final int MOST = 20_000;

    private record Nth(Step step, int n) {}

    private final Thread thread = Thread.currentThread();
    private final Map<Step, Integer> counts = new EnumMap<>(Step.class);
    private final Map<Nth, Runnable> actions = new HashMap<>();
    private final Map<Step, Consumer<@Nullable Object>> always = new EnumMap<>(Step.class);
    private final Set<Step> leftOut = EnumSet.noneOf(Step.class);
    private final List<Runnable> sleeps = new ArrayList<>();
    private LongSupplier time = System::nanoTime;
    private boolean acting;
    private boolean scheduling;
    private int parked;

    /** Threads that were unparked. */
    public final List<Thread> unparked = new ArrayList<>();

    /** Installs a seam; the thread that created it must close it. */
    public static Steps watch() {
        Steps steps = new Steps();
        install(steps);
        return steps;
    }

    /** Runs an action before the n-th step of this kind, counted from one. The steps of the action do not count. */
    public Steps before(Step step, int n, Runnable action) {
        actions.put(new Nth(step, n), action);
        return this;
    }

    /** Runs an action before each step of this kind. */
    public Steps beforeEach(Step step, Consumer<@Nullable Object> action) {
        always.put(step, action);
        return this;
    }

    /** Leaves all steps of this kind out. */
    public Steps without(Step step) {
        leftOut.add(step);
        return this;
    }

    /** Runs an action in place of the next park that has none yet. */
    public Steps whileParked(Runnable action) {
        sleeps.add(action);
        return this;
    }

    /** Sets the time for deadlines. */
    public Steps withTime(LongSupplier newTime) {
        time = newTime;
        return this;
    }

    /** Claims to decide which thread runs, as a scheduler does. */
    public Steps scheduling() {
        scheduling = true;
        return this;
    }

    /** Count of the steps of this kind that were taken or left out. */
    public int count(Step step) {
        return counts.getOrDefault(step, 0);
    }

    /** Count of the times that the thread was about to park. */
    public int parked() {
        return parked;
    }

    @Override
    protected boolean proceed(Step step, @Nullable Object cell) {
        if (acting || Thread.currentThread() != thread) {
            return true;
        }
        int n = counts.merge(step, 1, Integer::sum);
        if (n > MOST) {
            throw new AssertionError("no end of " + step);
        }
        Runnable action = actions.remove(new Nth(step, n));
        if (action != null) {
            act(action);
        }
        Consumer<@Nullable Object> each = always.get(step);
        if (each != null) {
            act(() -> each.accept(cell));
        }
        return !leftOut.contains(step);
    }

    private void act(Runnable action) {
        acting = true;
        try {
            action.run();
        } finally {
            acting = false;
        }
    }

    @Override
    protected boolean schedules() {
        return scheduling;
    }

    @Override
    protected void park(Object blocker, long deadline) {
        if (parked == sleeps.size()) {
            throw new AssertionError("sleeps forever");
        }
        act(sleeps.get(parked++));
    }

    @Override
    protected void unpark(Thread sleeper) {
        unparked.add(sleeper);
    }

    @Override
    protected long nanoTime() {
        return time.getAsLong();
    }

    @Override
    public void close() {
        install(null);
        Leftovers.clear();
    }
}
