package dev.tvar.stm.benchmarks.waiters;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Starts virtual threads from byte code that is older than they are. */
final class VirtualThreads {
    private static final @Nullable MethodHandle START = find();

    private VirtualThreads() {}

    private static @Nullable MethodHandle find() {
        MethodType type = MethodType.methodType(Thread.class, Runnable.class);
        try {
            return MethodHandles.publicLookup().findStatic(Thread.class, "startVirtualThread", type);
        } catch (ReflectiveOperationException olderJdk) {
            return null;
        }
    }

    /** Whether this JDK has them. */
    static boolean areThere() {
        return START != null;
    }

    /**
     * Starts one.
     *
     * @throws UnsupportedOperationException if this JDK has none
     */
    static Thread start(Runnable work) {
        if (START == null) {
            throw new UnsupportedOperationException("virtual threads need a JDK 21 or newer");
        }
        try {
            return (Thread) START.invokeExact(work);
        } catch (Throwable t) {
            throw new IllegalStateException("cannot start a virtual thread", t);
        }
    }
}
