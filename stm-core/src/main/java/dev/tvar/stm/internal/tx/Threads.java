package dev.tvar.stm.internal.tx;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Questions about threads. */
final class Threads {
    /** {@code Thread.isVirtual}, which JDK 17 does not have. */
    private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

    private Threads() {}

    private static @Nullable MethodHandle findIsVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (RuntimeException | Error e) {
            throw e; // a thread may run out of stack or memory here, as anywhere
        } catch (Throwable t) {
            throw new AssertionError("Thread.isVirtual does not throw", t);
        }
    }

    /** Throws unless the caller is the owner. */
    static void checkOwner(String what, Thread owner) {
        Thread user = Thread.currentThread();
        if (user != owner) {
            throw new IllegalStateException("this " + what + " belongs to thread '" + owner.getName()
                    + "' and was used by thread '" + user.getName() + "'");
        }
    }
}
