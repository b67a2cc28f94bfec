package dev.tvar.stm.internal;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one place at which the engine tells what its transactions do: a history checker listens here. Like the
 * {@link Seam} it is there only where {@link Seam#ON} says so; elsewhere the compiler removes every call.
 *
 * <p>All methods are called by the thread that runs the attempt, with cells locked in the case of {@link #write}: they
 * must be short, must not throw, and must not use transactions. A thread runs one attempt at a time.
 */
public abstract class Recorder {
    private static final AtomicReference<@Nullable Recorder> INSTALLED = new AtomicReference<>();

    /** For subclasses. */
    protected Recorder() {}

    /**
     * Tells this recorder of all transactions of this JVM from now on.
     *
     * @throws IllegalStateException if this JVM runs without the seam, or another recorder is installed
     */
    public final void install() {
        if (!Seam.ON) {
            throw new IllegalStateException("start the JVM with -Ddev.tvar.stm.seam=true");
        }
        if (!INSTALLED.compareAndSet(null, this)) {
            throw new IllegalStateException("another recorder is installed");
        }
    }

    /** Ends that, if this recorder is the installed one. */
    public final void uninstall() {
        INSTALLED.compareAndSet(this, null);
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
     * @param version the version that it found, or, of a value that was kept for a snapshot, the snapshot's instant
     * @param kept whether the value was kept: it is the last one with a version up to the given one
     * @param number the value of a LongCell, or else which object it was
     */
    protected abstract void read(Cell cell, long version, boolean kept, long number);

    /** The attempt compared a committed value with a bound, and learned nothing but the answer. */
    protected abstract void answer(LongCell cell, long version, long bound, boolean atLeast);

    /** The attempt is about to publish a value, if nothing goes wrong any more. */
    protected abstract void write(Cell cell, long version, long number);

    /**
     * The attempt has ended.
     *
     * @param committed whether it committed
     */
    protected abstract void end(boolean committed);

    private static @Nullable Recorder installed() {
        return Seam.ON ? INSTALLED.get() : null;
    }

    static void began(boolean snapshot) {
        Recorder recorder = installed();
        if (recorder != null) {
            recorder.begin(snapshot);
        }
    }

    static void sawRef(RefCell cell, long version, boolean kept, @Nullable Object value) {
        Recorder recorder = installed();
        if (recorder != null) {
            recorder.read(cell, version, kept, System.identityHashCode(value));
        }
    }

    static void sawLong(LongCell cell, long version, boolean kept, long value) {
        Recorder recorder = installed();
        if (recorder != null) {
            recorder.read(cell, version, kept, value);
        }
    }

    static void compared(LongCell cell, long version, long bound, boolean atLeast) {
        Recorder recorder = installed();
        if (recorder != null) {
            recorder.answer(cell, version, bound, atLeast);
        }
    }

    static void publishes(AccessSet accesses, long version) {
        Recorder recorder = installed();
        if (recorder != null) {
            for (Access a = accesses.first(), end = accesses.end(); a != end; a = AccessSet.next(a)) {
                if (a.isWritten()) {
                    long number = a.cell instanceof LongCell ? a.num : System.identityHashCode(a.ref);
                    recorder.write(a.cell, version, number);
                }
            }
        }
    }

    static void ended(boolean committed) {
        Recorder recorder = installed();
        if (recorder != null) {
            recorder.end(committed);
        }
    }
}
