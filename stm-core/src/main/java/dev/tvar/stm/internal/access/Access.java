package dev.tvar.stm.internal.access;

import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.NoCell;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.spi.VariableUse;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an {@link AccessSet}: the use of one variable by an attempt. Entries are reused by later attempts.
 *
 * <pre>
 *  flag      the attempt has ...                 and so
 *  READ      seen the value                      word is the stamp seen; it may not change before the commit;
 *                                                num is the value of a LongCell, until it is written
 *  ANSWERED  compared the value with something   answers holds the values for which the answers stay the same; without
 *                                                READ word is the stamp at which they held last
 *  SET       stored a value                      ref or num is the value to write
 *  ADD       added to the value unseen          num is the sum of the adds, unless SET is also set
 *  LOCKED    locked the variable, to commit     word is the stamp to put back if the commit fails
 * </pre>
 */
public final class Access {
    public static final int READ = 1;
    public static final int ANSWERED = 2;
    public static final int SET = 4;
    public static final int ADD = 8;
    public static final int LOCKED = 16;

    private static final int WRITTEN = SET | ADD;

    /** The word of an entry before its stamp is seen: no stamp. */
    private static final long UNSEEN = -1;

    /** The entry before this one; the first has none. */
    final @Nullable Access previous;

    /** The place in the set, from 1. */
    final int index;

    /** The entry after this one, if one was ever needed. */
    public @Nullable Access next;

    /** The variable; null only in unused entries, which are never read. */
    public Cell cell;

    public int flags;
    public long word;
    public long num;

    public @Nullable Object ref;

    /** Created when first needed, and kept. */
    public @Nullable Answers answers;

    /** The savepoint under which the write was logged last. */
    long loggedUnder;

    @SuppressWarnings("NullAway") // see cell
    Access(@Nullable Access previous) {
        this.previous = previous;
        if (previous == null) {
            index = 1;
        } else {
            index = previous.index + 1;
            previous.next = this;
        }
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Whether only the amount to add is known, and not the value to write. */
    public boolean isSum() {
        return (flags & WRITTEN) == ADD;
    }

    public boolean isWritten() {
        return (flags & WRITTEN) != 0;
    }

    /** Whether there is an answer about the variable, and nothing else. */
    boolean isOnlyCompared() {
        return flags == ANSWERED;
    }

    /** Whether the commit depends on the state of this variable. */
    public boolean isDependedOn() {
        return (flags & (READ | ANSWERED)) != 0;
    }

    /**
     * Whether an add needs no knowledge of the value: the variable was not read or stored, and the adds do not
     * overflow.
     */
    public boolean canAddUnseen(long delta) {
        return (flags & (READ | SET)) == 0 && !(isSum() && overflows(num, delta));
    }

    /** {@code present + delta}, or an ArithmeticException that names the variable and both numbers. */
    public static long sum(Cell cell, long present, long delta) {
        if (overflows(present, delta)) {
            throw new ArithmeticException(cell + ": " + present + (delta < 0 ? " - " : " + ")
                    + Long.toUnsignedString(Math.abs(delta)) + " does not fit in a long");
        }
        return present + delta;
    }

    public static boolean overflows(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0;
    }

    /** Returns this entry in the form in which a decider receives it. */
    VariableUse use() {
        Object value = !has(SET) ? null : cell instanceof LongCell ? (Object) num : ref;
        return new VariableUse(cell, isDependedOn(), isDependedOn() && !has(READ), isWritten(), value);
    }

    static boolean writes(int flags) {
        return (flags & WRITTEN) != 0;
    }

    /** Initialises the entry for a variable that was just entered and not yet used. */
    void begin() {
        flags = 0;
        word = UNSEEN;
    }

    /** An entry that is never used: it has this cell, and is followed by itself. */
    static Access ofNone(NoCell none) {
        Access entry = new Access(null);
        entry.cell = none;
        entry.next = entry;
        return entry;
    }

    /** Enters a variable whose stamp is here already; the value counts for a LongCell only. */
    void enterRead(Cell read, long value) {
        num = value;
        flags = READ;
        cell = read; // last, and after it nothing is called: only now the entry is in use
    }

    /** Enters a variable that is added to unseen. */
    void enterAdd(Cell added, long delta) {
        word = UNSEEN;
        num = delta;
        flags = ADD;
        cell = added;
    }

    /** Enters a variable that was just compared. */
    void enterAnswer(Cell compared, long seen, boolean answer, long limit) {
        answersToFill().start(seen, answer, limit);
        word = seen;
        flags = ANSWERED;
        cell = compared;
    }

    /** Initialises the entry for a variable that was just entered, and read; the value counts for a LongCell only. */
    void readFirst(long seen, long value) {
        word = seen;
        num = value;
        flags = READ;
    }

    void read(long seen, long value) {
        word = seen;
        if (!isWritten()) {
            num = value;
        }
        flags |= READ;
    }

    public void set(@Nullable Object value) {
        ref = value;
        flags |= SET;
    }

    public void set(long value) {
        num = value;
        flags |= SET;
    }

    public void add(long delta) {
        num = isSum() ? num + delta : delta;
        flags |= ADD;
    }

    /** Restores the write that a nested part has changed. */
    void restoreWrite(int formerFlags, @Nullable Object formerRef, long formerNum) {
        flags = flags & ~WRITTEN | formerFlags & WRITTEN;
        ref = formerRef;
        num = formerNum;
    }

    private Answers answersToFill() {
        Answers present = answers;
        if (present == null) {
            present = new Answers();
            answers = present;
        }
        return present;
    }

    /** Records that at this version all answers given so far hold for values from {@code low} to {@code high} only. */
    void answered(long version, long low, long high) {
        Answers present = answersToFill();
        if (has(ANSWERED)) {
            present.narrow(version, low, high);
        } else {
            present.start(version, low, high);
            flags |= ANSWERED;
        }
        if (!has(READ)) {
            word = Stamp.ofVersion(version);
        }
    }

    /** Reports a read of a LongCell to the recorders. */
    void recordRead() {
        if (has(SET)) {
            Recorder.sawOwn(cell, num, ref);
        } else {
            Recorder.sawLong(cell, Stamp.version(word), false, num);
        }
    }

    /** Reports the write to the recorders. */
    public void recordWrite(long version) {
        if (cell instanceof LongCell) {
            Recorder.publishes(cell, version, num, null);
        } else {
            Recorder.publishes(cell, version, System.identityHashCode(ref), ref);
        }
    }

    /** Clears the variable, and nothing else: the other fields are overwritten when the entry is reused. */
    @SuppressWarnings("NullAway") // see cell
    void clear() {
        cell = null;
    }
}
