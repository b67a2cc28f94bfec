package dev.tvar.stm.internal.diagnostics;

import dev.tvar.stm.diagnostics.TicketHolder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The transaction that has the ticket. Set by the thread that has the ticket, read by other threads. */
public final class LiveTicket {
    private static volatile @Nullable LiveTicket present;

    /** The name of the transaction that had the ticket last. */
    private static volatile String lastName = Report.UNKNOWN;

    private final Thread thread = Thread.currentThread();
    private final @Nullable String name;
    private final long since = System.nanoTime();

    private LiveTicket(@Nullable String name) {
        this.name = name;
    }

    /** Records that the transaction of this thread has taken the ticket. */
    public static void taken(@Nullable String name) {
        present = new LiveTicket(name);
        lastName = CallSite.nameOr(name);
    }

    /** Records that the transaction of this thread is about to release the ticket. */
    public static void givenBack() {
        present = null;
    }

    /** The name of the transaction that has the ticket, or had it last. */
    public static String lastName() {
        return lastName;
    }

    static @Nullable LiveTicket held() {
        return present;
    }

    /** The transaction that has the ticket, or null. */
    public static @Nullable TicketHolder holder() {
        LiveTicket held = present;
        return held == null ? null : held.asHolder(System.nanoTime());
    }

    boolean isOfThread(Thread other) {
        return thread == other;
    }

    Duration age(long now) {
        return Duration.ofNanos(now - since);
    }

    TicketHolder asHolder(long now) {
        return new TicketHolder(thread, name == null ? CallSite.on(thread) : name, age(now));
    }
}
