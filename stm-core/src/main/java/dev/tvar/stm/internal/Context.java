package dev.tvar.stm.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What the engine knows about a thread: the transaction or snapshot that it is in, and a spare {@link Call}. */
final class Context {
    private static final ThreadLocal<Context> CURRENT = ThreadLocal.withInitial(Context::new);

    /** {@code Thread.isVirtual}, which JDK 17 does not have. */
    private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

    /** Virtual threads are many: what they would keep for later is left to the collector. */
    private final boolean keepsSpare = !isVirtual(Thread.currentThread());

    private @Nullable Call spare;

    /** The running transaction of this thread. */
    @Nullable
    Transaction transaction;

    /** The open snapshot of this thread. */
    @Nullable
    SnapshotTxn snapshot;

    private Context() {}

    static Context current() {
        return CURRENT.get();
    }

    Call takeCall() {
        Call call = spare;
        spare = null;
        return call != null ? call : new Call();
    }

    void giveBack(Call call) {
        if (keepsSpare) {
            spare = call;
        }
    }

    private static @Nullable MethodHandle findIsVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable t) {
            throw new AssertionError("Thread.isVirtual does not throw", t);
        }
    }
}
