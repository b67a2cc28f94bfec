package dev.tvar.stm.testing.support;

import com.sun.management.ThreadMXBean;
import dev.tvar.stm.internal.snapshot.Snapshots;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Reads state that the public methods do not show: memory, lists of waiters, locks, open snapshots, the clock. */
public final class Internals {
    /** The lock bit of the stamp word; the version stands below it, above one more bit. */
    private static final long LOCKED = 1L << 62;

    private static final String ENGINE = "dev.tvar.stm.internal.";

    private Internals() {}

    /** Bytes that this thread allocates while it runs an action. */
    public static long allocatedBytes(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);
        action.run();
        return threads.getThreadAllocatedBytes(self) - before;
    }

    /** Waits until nothing but the reference holds its object. */
    public static void untilCollected(WeakReference<?> reference) {
        TestThreads.until("the object is garbage", () -> isCollected(reference));
    }

    /** Whether a collection takes the object of the reference. */
    public static boolean isCollected(WeakReference<?> reference) {
        System.gc();
        return reference.refersTo(null);
    }

    /** How many waiters stand in the list of a variable. */
    public static int waiters(Object cell) {
        Object extras = field(cell, ENGINE + "cell.Cell", "extras");
        if (extras == null) {
            return 0;
        }
        int count = 0;
        Object list = Objects.requireNonNull(field(extras, ENGINE + "cell.Cell$Extras", "waiters"));
        synchronized (list) {
            for (String places : List.of("waiting", "due")) {
                Object both = Objects.requireNonNull(field(list, ENGINE + "cell.WaitList", places));
                Object place = field(both, ENGINE + "cell.WaitList$Places", "first");
                while (place != null) {
                    count++;
                    place = field(place, ENGINE + "cell.WaitList$Place", "next");
                }
            }
        }
        return count;
    }

    /** The stamp word of a variable. */
    public static long stamp(Object cell) {
        return (Long) Objects.requireNonNull(field(cell, ENGINE + "cell.Cell", "stamp"));
    }

    /** Whether a variable is locked. */
    public static boolean isLocked(Object cell) {
        return (stamp(cell) & LOCKED) != 0;
    }

    /** The version of a variable. */
    public static long version(Object cell) {
        return (stamp(cell) & ~LOCKED) >>> 1;
    }

    /** How many snapshots the engine believes to be open. */
    public static int openSnapshots() {
        return Snapshots.count();
    }

    /** Whether some transaction has the ticket. */
    public static boolean isTicketOut() {
        Lock queue = (Lock) Objects.requireNonNull(field(null, ENGINE + "cell.Ticket", "QUEUE"));
        if (field(null, ENGINE + "cell.Ticket", "holder") != null || !queue.tryLock()) {
            return true;
        }
        queue.unlock();
        return false;
    }

    /** Advances the version clock of this JVM. */
    public static void advanceClockTo(long time) throws ReflectiveOperationException {
        Method advance = Class.forName(ENGINE + "cell.Clock").getDeclaredMethod("advanceTo", long.class);
        advance.setAccessible(true);
        advance.invoke(null, time);
    }

    private static @Nullable Object field(@Nullable Object owner, String type, String name) {
        try {
            Field field = Class.forName(type).getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the engine has no " + type + "." + name + " any more", e);
        }
    }
}
