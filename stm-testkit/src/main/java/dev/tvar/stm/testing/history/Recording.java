package dev.tvar.stm.testing.history;

import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Saved;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.testing.history.ThreadLog.Event;
import dev.tvar.stm.testing.history.ThreadLog.Held;
import dev.tvar.stm.testing.history.ThreadLog.Kind;
import dev.tvar.stm.testing.history.ThreadLog.Unit;
import dev.tvar.stm.testing.rule.BrokenRule;
import dev.tvar.stm.testing.rule.Rule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Records all transactions and snapshots of this JVM, on all threads, from its start to its stop. One recording runs at
 * a time.
 *
 * <p>Needs the engine's test seam, which is on if the system property {@code dev.tvar.stm.seam} is {@code
 * true} before the first variable is created; under JUnit and jqwik this jar sets it.
 *
 * <p>A recording contains the begin and end of each attempt, reads with their versions, answers of {@code
 * isAtLeast}, and the writes of commits. Values of TLongs are recorded as numbers, others by their
 * identity. It does not contain {@code now()}, reads of an attempt's own writes, and writes of
 * attempts that fail before they publish anything. It holds the variables until it is garbage, and from the first
 * {@link #rule} on the values that were read and written.
 */
public final class Recording {
    /** The default limit: a million operations, of about 60 bytes each. */
    public static final int DEFAULT_MAX_OPERATIONS = 1_000_000;

    /**
     * Work that consists of several transactions.
     *
     * @param <R> what it returns
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface Body<R extends @Nullable Object, X extends Throwable> {
        /**
         * Does the work.
         *
         * @return its result
         * @throws X if it fails
         */
        R call() throws X;
    }

    /**
     * The same without a result.
     *
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface Action<X extends Throwable> {
        /**
         * Does the work.
         *
         * @throws X if it fails
         */
        void run() throws X;
    }

    private static volatile @Nullable Recording current;

    private final int maxOperations;
    private final AtomicLong operations = new AtomicLong();

    /**
     * Real time: advanced before the first read of an attempt and after its end. All threads share it, so a recording
     * changes the timing.
     */
    private final AtomicLong clock = new AtomicLong();

    private final Queue<ThreadLog> logs = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<ThreadLog> log = ThreadLocal.withInitial(this::newLog);
    private final Recorder recorder = new Listener();
    private final List<RecordedRules.Declared> rules = new CopyOnWriteArrayList<>();
    private @Nullable BrokenRule brokenRule;

    private Recording(int maxOperations) {
        this.maxOperations = maxOperations;
    }

    /**
     * Starts a recording.
     *
     * @param maxOperations the largest number of begins, accesses and ends
     * @return the recording
     * @throws IllegalStateException if the engine runs without its seam, or another recording has not been stopped; the
     *     message has the remedy
     */
    public static Recording start(int maxOperations) {
        RequiredSeam.check("recorded");
        Recording recording = new Recording(maxOperations);
        recording.recorder.install();
        current = recording;
        return recording;
    }

    /**
     * Stops it. Attempts that have not ended are part of the history as running.
     *
     * @return the history
     * @throws IllegalStateException if there were too many operations
     */
    public History stop() {
        recorder.uninstall();
        if (current == this) {
            current = null;
        }
        if (operations.get() > maxOperations) {
            throw new IllegalStateException("more than " + maxOperations
                    + " operations were recorded and the rest was dropped, so that the history cannot be checked; record"
                    + " less, or set a larger maxOperations");
        }
        Assembly assembly = new Assembly(logs);
        if (!rules.isEmpty()) {
            brokenRule = new RecordedRules(assembly).judge(rules);
        }
        return assembly.history();
    }

    /**
     * The rule that was broken first, once the recording has stopped; by the thread that has stopped it.
     *
     * @return the rule with the commit that broke it; empty if all rules held, or the recording has not stopped
     */
    public Optional<BrokenRule> brokenRule() {
        return Optional.ofNullable(brokenRule);
    }

    /**
     * Adds a rule to the current recording: a condition that must hold now and after every later commit. When the
     * recording stops, the rule is evaluated on the state after each commit, in the serial order of the commits, on the
     * thread that stops it; so it costs next to nothing in the run, and sees states that no thread has read. A test
     * with {@link StmTest} or {@link CheckHistory} fails if a rule was broken. Values of variables that a rule reads
     * must not be changed by threads that still run when the recording stops.
     *
     * @param name its name in reports
     * @param rule the condition
     * @throws IllegalStateException if no recording runs
     */
    public static void rule(String name, Rule rule) {
        Recording recording = current;
        if (recording == null) {
            throw new IllegalStateException("the rule \"" + name + "\" would not be checked, since no recording runs: "
                    + "use @StmTest or @CheckHistory, or call Recording.start first");
        }
        recording.rules.add(new RecordedRules.Declared(
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(rule, "rule"),
                recording.clock.incrementAndGet()));
    }

    /**
     * Runs several transactions and marks them, in the current recording if there is one, as one unit of
     * work that must appear atomic. The checker rejects a history in which it does not, so it finds
     * updates that are lost between two transactions. A unit inside another one becomes part of it.
     *
     * @param <R> what it returns
     * @param <X> what it throws
     * @param name for the report
     * @param body what to do, on this thread
     * @return its result
     * @throws X what the body throws
     */
    public static <R extends @Nullable Object, X extends Throwable> R asOne(
            String name, Body<? extends R, ? extends X> body) throws X {
        Recording recording = current;
        ThreadLog mine = recording == null ? null : recording.log.get();
        if (mine == null || mine.isInUnit()) {
            return body.call();
        }
        mine.setUnit(new Unit(name));
        try {
            return body.call();
        } finally {
            mine.setUnit(null);
        }
    }

    /**
     * The same for work without a result.
     *
     * @param <X> what it throws
     * @param name for the report
     * @param action what to do, on this thread
     * @throws X what the action throws
     */
    public static <X extends Throwable> void runAsOne(String name, Action<? extends X> action) throws X {
        Recording.<Boolean, X>asOne(name, () -> {
            action.run();
            return true;
        });
    }

    private ThreadLog newLog() {
        ThreadLog created = new ThreadLog(Thread.currentThread());
        logs.add(created);
        return created;
    }

    /** Counts an operation; false if there are too many. */
    private boolean isRoomForOneMore() {
        return operations.get() <= maxOperations && operations.incrementAndGet() <= maxOperations;
    }

    /** Called by the engine. */
    private final class Listener extends Recorder {
        @Override
        protected void begin(boolean snapshot) {
            if (isRoomForOneMore()) {
                log.get().begin(clock.incrementAndGet(), snapshot);
            }
        }

        @Override
        protected void attempt(Object call, @Nullable String name, int number) {
            if (!rules.isEmpty()) {
                log.get().name(name);
            }
        }

        @Override
        protected void read(Object cell, long version, boolean kept, long number, @Nullable Object value) {
            Held held = rules.isEmpty() ? null : new Held(null, new Saved((Cell) cell, number, value));
            add(new Event(kept ? Kind.READ_KEPT : Kind.READ, cell, version, number, held));
        }

        @Override
        protected void answer(Object cell, long version, long bound, boolean atLeast) {
            Held held = rules.isEmpty() ? null : new Held(null, new Saved((Cell) cell, bound, null));
            add(new Event(atLeast ? Kind.FOUND_AT_LEAST : Kind.FOUND_LESS, cell, version, bound, held));
        }

        @Override
        protected void write(Object cell, long version, long number, @Nullable Object value) {
            Held held =
                    rules.isEmpty() ? null : new Held(Seqlock.save((Cell) cell), new Saved((Cell) cell, number, value));
            add(new Event(Kind.WRITE, cell, version, number, held));
        }

        @Override
        protected void instant() {
            if (!rules.isEmpty()) {
                log.get().instant(clock.incrementAndGet());
            }
        }

        @Override
        protected void end(boolean committed) {
            if (isRoomForOneMore()) {
                log.get().end(clock.incrementAndGet(), committed);
            }
        }

        private void add(Event event) {
            if (isRoomForOneMore()) {
                log.get().add(event);
            }
        }
    }
}
