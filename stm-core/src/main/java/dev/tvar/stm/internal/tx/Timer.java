package dev.tvar.stm.internal.tx;

import dev.tvar.stm.internal.cell.Deadline;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/*
 * Goal. Deadlines of transactions that wait without a thread. After an application is undeployed, no thread refers to it.
 *
 * Mechanism. One daemon thread, which exists while a deadline is pending and for a second after that.
 *
 * Why not the scheduler of CompletableFuture. Its thread lives as long as the JVM, and a new thread takes its context class loader
 * from the thread that starts it and, before JDK 24, the protection domains of the code on the stack. Both refer to the class
 * loader of the application that is the first to set a deadline, so that application could never be unloaded. The thread of this
 * class has the loader of the library as its context, inherits no thread-local values, and is created in a privileged action,
 * which ends the list of protection domains at this class. So it does not keep an application alive that shares the library with
 * others, even while they have deadlines pending.
 *
 * Cost. While a deadline is pending, the thread wakes once per second.
 */

/** Calls back at deadlines. Actions should be short. */
final class Timer {
    private static final ScheduledThreadPoolExecutor EXECUTOR = executor();

    private Timer() {}

    private static ScheduledThreadPoolExecutor executor() {
        ScheduledThreadPoolExecutor created = new ScheduledThreadPoolExecutor(1, Timer::thread);
        created.setKeepAliveTime(1, TimeUnit.SECONDS);
        created.allowCoreThreadTimeOut(true);
        created.setRemoveOnCancelPolicy(true); // so that a wait that has ended is garbage at once
        return created;
    }

    @SuppressWarnings("removal") // from JDK 24 on it only runs the action, and new threads keep no protection domains
    private static Thread thread(Runnable work) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, work, "tvar-stm-timer", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(Timer.class.getClassLoader());
            return thread;
        });
    }

    /** Runs an action at a deadline, or at once if that has passed; cancelling the result removes it. */
    static Future<?> at(long deadline, Runnable action) {
        return EXECUTOR.schedule(action, Math.max(0, Deadline.left(deadline)), TimeUnit.NANOSECONDS);
    }
}
