package dev.tvar.stm.internal;

import dev.tvar.stm.TxnOptions;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows about a thread: the call that it is in or keeps for the next one, and its open snapshot.
 *
 * <p>A thread holds its context by a weak reference. A thread-local value is reachable from its thread for as long as that lives. In a
 * container the threads of a pool outlive an application that has this library in a class loader of its own; a context that was held
 * strongly would keep that loader, and with it all classes of the application. While a transaction or snapshot runs, the frames of
 * {@link Attempts} hold the context. Between two of them a garbage collection may take it, and the next transaction makes a new one.
 */
final class Context {
    private static final ThreadLocal<@Nullable WeakReference<Context>> CURRENT = new ThreadLocal<>();

    /** {@code Thread.isVirtual}, which JDK 17 does not have. */
    private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

    private @Nullable Call call;

    /** The open snapshot of this thread. */
    @Nullable
    Snapshot snapshot;

    /** Made when the thread waits for the first time; virtual threads do without. */
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

    /** Forgets what the engine knows about the calling thread. */
    static void forget() {
        CURRENT.remove();
    }

    /**
     * How many calls and snapshots this thread is in: more than one where a hook runs a transaction. Counted down by a plain
     * write where one ends, before anything that could fail.
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

    /** Begins a call: the one that was kept, if it can be used again, else a new one. */
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
     * Kept apart from {@link #begin}, so that the compiler sees how small that is. Virtual threads are many: what they would
     * keep for later is left to the collector. Those of a schedule explorer keep it, so that it drives the engine as platform
     * threads do.
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
