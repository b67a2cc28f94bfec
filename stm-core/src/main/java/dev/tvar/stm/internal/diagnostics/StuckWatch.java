package dev.tvar.stm.internal.diagnostics;

import dev.tvar.stm.diagnostics.Running;
import dev.tvar.stm.diagnostics.Session;
import dev.tvar.stm.diagnostics.Stuck;
import dev.tvar.stm.diagnostics.TicketHolder;
import dev.tvar.stm.diagnostics.Waiting;
import dev.tvar.stm.internal.text.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A thread that periodically checks which transactions have waited, run or held the ticket for too long, and reports
 * each once.
 */
public final class StuckWatch implements Session {
    private static final long SHORTEST_PERIOD_NANOS = 1_000_000;
    private static final long LONGEST_PERIOD_NANOS = 1_000_000_000;

    private final Session session = Switch.open();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Duration limit;
    private final Consumer<? super Stuck> listener;

    /**
     * The waits, calls and tickets that were already reported. An entry that has ended stays for at most one more
     * check.
     */
    private final Set<Object> told = new HashSet<>();

    private StuckWatch(Duration limit, Consumer<? super Stuck> listener) {
        this.limit = limit;
        this.listener = listener;
    }

    /** Starts a watch. */
    public static StuckWatch start(Duration limit, Consumer<? super Stuck> listener) {
        Objects.requireNonNull(listener, "listener");
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("the limit must be positive, not " + Durations.text(limit));
        }
        StuckWatch watch = new StuckWatch(limit, listener);
        Thread thread = new Thread(watch::run, "tvar-stm-watch");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (Throwable t) {
            watch.close();
            throw t;
        }
        return watch;
    }

    @Override
    public void close() {
        closed.countDown();
        session.close();
    }

    private void run() {
        long half = limit.compareTo(Duration.ofNanos(2 * LONGEST_PERIOD_NANOS)) > 0
                ? LONGEST_PERIOD_NANOS
                : limit.toNanos() / 2;
        long period = Math.max(SHORTEST_PERIOD_NANOS, half);
        try {
            while (!closed.await(period, TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            close(); // only the listener can have interrupted this thread: it wants no more reports
        }
    }

    private void look() {
        long now = System.nanoTime();
        Collection<LiveWait> waits = LiveWait.asleep();
        Collection<LiveCall> calls = LiveCall.awake();
        LiveTicket ticket = LiveTicket.held();
        Set<Object> present = new HashSet<>(waits);
        present.addAll(calls);
        if (ticket != null) {
            present.add(ticket);
        }
        told.retainAll(present);
        for (LiveWait wait : waits) {
            if (isNew(wait, wait.age(now))) {
                tell(stuck(wait.asWaiting(now), wait.queues(), calls.isEmpty()));
            }
        }
        for (LiveCall call : calls) {
            if (isNew(call, call.age(now))) {
                tell(stuck(call.asRunning(now), calls.size() == 1));
            }
        }
        if (ticket != null && isNew(ticket, ticket.age(now))) {
            tell(stuck(ticket.asHolder(now), calls.stream().noneMatch(call -> !call.isOfThread(ticket))));
        }
    }

    private boolean isNew(Object seen, Duration age) {
        return age.compareTo(limit) > 0 && told.add(seen);
    }

    private static Stuck stuck(Waiting w, boolean queues, boolean nobodyElseRuns) {
        Stuck.State state = queues ? Stuck.State.QUEUED : Stuck.State.WAITING;
        return new Stuck(
                w.thread(), w.transaction(), state, w.variables(), w.since(), nobodyElseRuns, w.ticketHolder());
    }

    private static Stuck stuck(Running r, boolean nobodyElseRuns) {
        return new Stuck(r.thread(), r.transaction(), Stuck.State.RUNNING, List.of(), r.since(), nobodyElseRuns, null);
    }

    private static Stuck stuck(TicketHolder h, boolean nobodyElseRuns) {
        return new Stuck(
                h.thread(), h.transaction(), Stuck.State.HOLDS_TICKET, List.of(), h.since(), nobodyElseRuns, h);
    }

    private void tell(Stuck stuck) {
        try {
            listener.accept(stuck);
        } catch (Throwable t) {
            Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, t);
        }
    }
}
