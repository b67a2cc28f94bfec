package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.snapshot.Snapshot;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The engine's state for a thread: the call that the thread is in or keeps for its next transaction, and its open
 * snapshot.
 *
 * <p>A thread holds its context by a weak reference. A thread-local value is reachable from its thread for as long as that lives. In a
 * container the threads of a pool outlive an application that has this library in a class loader of its own; a strongly
 * held context would keep that loader alive, and with it all classes of the application. While a transaction or
 * snapshot runs, the frames of {@link Attempts} hold the context. Between two of them a garbage collection may take it,
 * and the next transaction makes a new one.
 */
final class Context {
    private static final ThreadLocal<@Nullable WeakReference<Context>> CURRENT = new ThreadLocal<>();

    /** {@code Thread.isVirtual}, which JDK 17 does not have. */
    private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

    private @Nullable Call call;

    /** The open snapshot of this thread. */
    @Nullable
    Snapshot snapshot;

    /** Created when the thread waits for the first time; not used by virtual threads. */
    private @Nullable LookOut lookOut;

    private Context() {}

    /** The context of the calling thread; the caller holds it for as long as the thread is in a call or a snapshot. */
    static Context current() {
        WeakReference<Context> held = CURRENT.get();
        Context context = held == null ? null : held.get();
        return context == null ? make() : context;
    }

    private static Context make() {
        Context made = new Context();
        CURRENT.set(new WeakReference<>(made));
        return made;
    }

    /** Clears the engine's state for the calling thread. */
    static void forget() {
        CURRENT.remove();
    }

    /**
     * The number of calls and snapshots that this thread is in: more than one where a hook runs a transaction. Counted
     * down by a plain write where one ends, before anything that could fail.
     */
    int depth;

    LookOut lookOut() {
        if (lookOut == null) {
            lookOut = new LookOut();
        }
        return lookOut;
    }

    /** The running transaction of this thread. */
    @Nullable
    Transaction transaction() {
        return depth > 0 && call != null && call.transaction.isRunning() ? call.transaction : null;
    }

    /** Begins a call: the kept one, if it can be reused, else a new one. */
    Call begin(TxnOptions options) {
        Call next = call;
        if (next == null || !next.isReusable()) {
            next = renew();
        }
        next.begin(options);
        depth++;
        return next;
    }

    /**
     * Separate from {@link #begin}, so that the compiler can inline that method. Virtual threads are many, so they do
     * not keep a call for later. The virtual threads of a schedule explorer do keep it, so that they drive the engine
     * as platform threads do.
     */
    private Call renew() {
        Call outer = depth > 0 ? call : null;
        Call fresh = new Call(outer, outer == null && (Seam.isScheduled() || !isVirtual(Thread.currentThread())));
        call = fresh;
        return fresh;
    }

    /** Cleans up after a call, which does not count any more. */
    void end(Call ended) {
        ended.end();
        if (!ended.isReusable()) {
            call = ended.outer;
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
    static void checkThread(String what, Thread owner) {
        Thread user = Thread.currentThread();
        if (user != owner) {
            throw new IllegalStateException("this " + what + " belongs to thread '" + owner.getName()
                    + "' and was used by thread '" + user.getName() + "'");
        }
    }
}
