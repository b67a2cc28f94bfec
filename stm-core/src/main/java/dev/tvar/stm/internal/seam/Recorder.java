package dev.tvar.stm.internal.seam;

import dev.tvar.stm.diagnostics.AbortKind;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one place at which the engine reports the actions of its transactions: the history checker listens here, and so
 * does the trace of the schedule explorer. Like the {@link Seam} it is active only where {@link Seam#ON} is true;
 * elsewhere the compiler removes every call. A wrapper of {@code Txn} would see neither versions nor lost attempts, and
 * the seam sees steps, not values.
 *
 * <p>A write is reported just before the first store of its commit, so that a transaction that reads the version later
 * finds its writer in the recording. Values of a TLong are reported as numbers and others with their identity: no user
 * code is called. A value that was saved for a snapshot has no version; it is the last one up to the instant of the
 * snapshot.
 *
 * <p>All methods are called by the thread that runs the attempt, with cells locked in the case of {@link #write}: they
 * must be short, must not throw, and must not use transactions. A thread runs one attempt at a time.
 */
public abstract class Recorder {
    private static final Recorder[] NONE = {};

    private static volatile Recorder[] installed = NONE;

    /** For subclasses. */
    protected Recorder() {}

    /**
     * Installs this recorder: from now on all transactions of this JVM are reported to it.
     *
     * @throws IllegalStateException if this JVM runs without the seam, or another recorder of this class is installed
     */
    public final void install() {
        if (!Seam.ON) {
            throw new IllegalStateException("start the JVM with -Ddev.tvar.stm.seam=true");
        }
        synchronized (Recorder.class) {
            Recorder[] present = installed;
            for (Recorder other : present) {
                if (other.getClass() == getClass()) {
                    throw new IllegalStateException("another recorder is installed");
                }
            }
            Recorder[] more = Arrays.copyOf(present, present.length + 1);
            more[present.length] = this;
            installed = more;
        }
    }

    /** Uninstalls this recorder, if it is installed. */
    public final void uninstall() {
        synchronized (Recorder.class) {
            Recorder[] others =
                    Arrays.stream(installed).filter(other -> other != this).toArray(Recorder[]::new);
            installed = others.length == 0 ? NONE : others;
        }
    }

    /**
     * An attempt begins, and has not read anything yet.
     *
     * @param snapshot whether it is a snapshot
     */
    protected abstract void begin(boolean snapshot);

    /**
     * The attempt read a committed value.
     *
     * @param version the version that it found, or, for a value that was saved for a snapshot, the snapshot's instant
     * @param kept whether the value was saved for a snapshot: it is the last value with a version up to the given one
     * @param number the value of a LongCell, or else the identity hash code of the value
     * @param value the value of a RefCell
     */
    protected abstract void read(Object cell, long version, boolean kept, long number, @Nullable Object value);

    /** The attempt compared a committed value with a bound, and depends on nothing but the answer. */
    protected abstract void answer(Object cell, long version, long bound, boolean atLeast);

    /**
     * The attempt is about to publish a value, unless the commit still fails; numbers and values as in {@link #read}.
     */
    protected abstract void write(Object cell, long version, long number, @Nullable Object value);

    /**
     * The attempt has locked all variables that it writes and is about to validate its reads: if it commits, this moment is
     * its place in the serial order, or, if the event is repeated, the last of them.
     */
    protected void instant() {}

    /**
     * The attempt has ended.
     *
     * @param committed whether it committed
     */
    protected abstract void end(boolean committed);

    // ---- events that a history does not need: ignored unless a subclass overrides them

    /**
     * The attempt that has just begun, or a snapshot.
     *
     * @param call the same object for all attempts of one transaction; it may serve a later transaction of this thread
     * @param name the name of the transaction, or null
     * @param number the number of the attempt, from 1
     */
    protected void attempt(Object call, @Nullable String name, int number) {}

    /** The body read a value that its own attempt has written. */
    protected void readOwn(Object cell, long number, @Nullable Object value) {}

    /** The body wrote a value. */
    protected void set(Object cell, long number, @Nullable Object value) {}

    /** The body added to a variable. */
    protected void add(Object cell, long delta) {}

    /** A nested part of the body was undone. */
    protected void undo() {}

    /** The body continues with the next alternative of an {@code orElse}. */
    protected void alternative() {}

    /** An exception leaves the body; {@link #lost} and {@link #end} follow. */
    protected void threw(Throwable thrown) {}

    /**
     * The attempt has ended without a commit; {@link #end} follows. After {@link #threw}, the parameters have no
     * meaning.
     *
     * @param kind the reason
     * @param over the variable over which it was lost, if it lost a conflict and that is known
     */
    protected void lost(AbortKind kind, @Nullable Object over) {}

    /** A hook of the attempt that has ended is about to run. */
    protected void hook(boolean committed) {}

    /** The transaction ends with this exception between two attempts, or in place of a commit. */
    protected void gaveUp(Object call, Throwable thrown) {}

    /** The latest committed value was read outside any transaction. */
    protected void readNow(Object cell, long number, @Nullable Object value) {}

    // ---- called by the engine

    /*
     * These are called in the barriers, and small for that reason: HotSpot inlines a method of at most 35 bytes wherever it
     * is called (MaxInlineSize), but a larger one only where it is called often. If one call is left in a loop, the compiler
     * may keep all variables of the loop in memory.
     */

    private static boolean isInUse() {
        return Seam.ON && installed != NONE;
    }

    private static void tell(Consumer<Recorder> event) {
        for (Recorder recorder : installed) {
            event.accept(recorder);
        }
    }

    public static void began(Object call, @Nullable String name, int number) {
        if (isInUse()) {
            tell(recorder -> {
                recorder.begin(false);
                recorder.attempt(call, name, number);
            });
        }
    }

    public static void beganSnapshot(Object snapshot) {
        if (isInUse()) {
            tell(recorder -> {
                recorder.begin(true);
                recorder.attempt(snapshot, null, 1);
            });
        }
    }

    public static void sawRef(Object cell, long version, boolean kept, @Nullable Object value) {
        if (isInUse()) {
            tell(recorder -> recorder.read(cell, version, kept, System.identityHashCode(value), value));
        }
    }

    public static void sawLong(Object cell, long version, boolean kept, long value) {
        if (isInUse()) {
            tell(recorder -> recorder.read(cell, version, kept, value, null));
        }
    }

    public static void compared(Object cell, long version, long bound, boolean atLeast) {
        if (isInUse()) {
            tell(recorder -> recorder.answer(cell, version, bound, atLeast));
        }
    }

    public static void sawOwn(Object cell, long number, @Nullable Object value) {
        if (isInUse()) {
            tell(recorder -> recorder.readOwn(cell, number, value));
        }
    }

    public static void wrote(Object cell, long number, @Nullable Object value) {
        if (isInUse()) {
            tell(recorder -> recorder.set(cell, number, value));
        }
    }

    public static void added(Object cell, long delta) {
        if (isInUse()) {
            tell(recorder -> recorder.add(cell, delta));
        }
    }

    public static void sawNow(Object cell, long number, @Nullable Object value) {
        if (isInUse()) {
            tell(recorder -> recorder.readNow(cell, number, value));
        }
    }

    public static void undid() {
        if (isInUse()) {
            tell(recorder -> recorder.undo());
        }
    }

    public static void triesAlternative() {
        if (isInUse()) {
            tell(recorder -> recorder.alternative());
        }
    }

    public static void thrown(Throwable thrown) {
        if (isInUse()) {
            tell(recorder -> recorder.threw(thrown));
        }
    }

    public static void runsHook(boolean committed) {
        if (isInUse()) {
            tell(recorder -> recorder.hook(committed));
        }
    }

    public static <X extends RuntimeException> X givesUp(Object call, X thrown) {
        if (isInUse()) {
            tell(recorder -> recorder.gaveUp(call, thrown));
        }
        return thrown;
    }

    public static void takesInstant() {
        if (isInUse()) {
            tell(recorder -> recorder.instant());
        }
    }

    public static void publishes(Object cell, long version, long number, @Nullable Object value) {
        if (isInUse()) {
            tell(recorder -> recorder.write(cell, version, number, value));
        }
    }

    public static void committed() {
        if (isInUse()) {
            tell(recorder -> recorder.end(true));
        }
    }

    public static void wasLost(AbortKind kind, @Nullable Object over) {
        if (isInUse()) {
            tell(recorder -> {
                recorder.lost(kind, over);
                recorder.end(false);
            });
        }
    }
}
