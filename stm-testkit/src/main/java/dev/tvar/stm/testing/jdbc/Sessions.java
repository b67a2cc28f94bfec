package dev.tvar.stm.testing.jdbc;

import dev.tvar.stm.testing.explore.Waits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The sessions that clients have, and for which of them others wait. Thread-safe. */
final class Sessions implements AutoCloseable {
    /** Without knowledge of the locks, a call that takes longer while another client has a transaction open counts as blocked. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** A client polls for a lock, instead of sleeping, while its blocker cannot continue after an error. */
    private static final long POLLING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DataSource monitor;
    private final Map<Long, Session> sessions = new ConcurrentHashMap<>();
    private @Nullable LockWatch watch;

    /** When a statement, commit or rollback has last ended. */
    private volatile long changed = System.nanoTime();

    Sessions(DataSource monitor) {
        this.monitor = monitor;
    }

    synchronized Session open(Connection connection) throws SQLException {
        LockWatch present = watch;
        if (present == null) {
            present = LockWatch.of(connection, monitor);
            watch = present;
        }
        Session session = new Session(present.session(connection), connection, present.leavesVictimsOpen(), this);
        sessions.put(session.id, session);
        return session;
    }

    void remove(Session session) {
        sessions.remove(session.id, session);
    }

    void change() {
        changed = System.nanoTime();
    }

    // ---- waits

    /**
     * Whether the statement of a session waits for a client that does not run: it is between two statements, or its own statement
     * is blocked. In a cycle no client is blocked if the database is about to end one of their statements.
     */
    synchronized boolean isBlocked(Session waiting) {
        return isBlocked(waiting, new HashSet<>());
    }

    private boolean isBlocked(Session waiting, Set<Long> onTheWay) {
        long[] blockers = blockers(waiting.id);
        if (blockers == null || (blockers.length == 0 && mayPoll())) {
            return othersAreOpen(waiting) && isLong(waiting.begun(), PATIENCE_NANOS);
        }
        onTheWay.add(waiting.id);
        for (long blocker : blockers) {
            Session other = sessions.get(blocker);
            if (other != null && other.isOpen()) {
                boolean waits = !other.isRunning()
                        ? isStill(waiting)
                        : onTheWay.contains(blocker) ? !endsDeadlocksAtOnce() : isBlocked(other, onTheWay);
                if (waits) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a session for which the database names a blocker has not been woken since; or it polls. */
    private boolean isStill(Session waiting) {
        return watch == null || watch.isAsleep(waiting.client) || isLong(waiting.begun(), POLLING_NANOS);
    }

    private boolean mayPoll() {
        return watch != null && watch.mayPoll();
    }

    private boolean endsDeadlocksAtOnce() {
        return watch != null && watch.endsDeadlocksAtOnce();
    }

    private static boolean sleeps(Thread client) {
        Thread.State state = client.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    private long @Nullable [] blockers(long session) {
        try {
            return watch == null ? null : watch.blockers(session);
        } catch (SQLException e) {
            return null; // the connection is broken, and so are those of the clients, most likely
        }
    }

    private boolean othersAreOpen(Session than) {
        return sessions.values().stream().anyMatch(other -> other != than && other.isOpen());
    }

    private boolean isLong(long begun, long nanos) {
        return System.nanoTime() - Math.max(begun, changed) > nanos;
    }

    /** Cancels the statement of a session that waits for itself, if the database does not do so at once. */
    synchronized boolean breakDeadlock(Session waiting) {
        LockWatch present = watch;
        if (present == null || present.endsDeadlocksAtOnce()) {
            return false;
        }
        try {
            if (!waitsForItself(present, waiting.id)) {
                return false;
            }
            waiting.becomesVictim();
            present.cancel(waiting.id);
            return true;
        } catch (SQLException e) {
            return false; // then the database resolves the deadlock when its time is up
        }
    }

    private static boolean waitsForItself(LockWatch watch, long session) throws SQLException {
        Set<Long> seen = new HashSet<>();
        List<Long> left = new ArrayList<>(List.of(session));
        while (!left.isEmpty()) {
            long[] blockers = watch.blockers(left.remove(left.size() - 1));
            for (long blocker : blockers == null ? new long[0] : blockers) {
                if (blocker == session) {
                    return true;
                }
                if (seen.add(blocker)) {
                    left.add(blocker);
                }
            }
        }
        return false;
    }

    /** How to recognise that the calling client waits for a connection that another client has. */
    Waits forConnection() {
        Thread client = Thread.currentThread();
        long begun = System.nanoTime();
        return new Waits() {
            @Override
            public boolean isBlocked() {
                return sleeps(client)
                        && isLong(begun, PATIENCE_NANOS)
                        && sessions.values().stream().anyMatch(other -> other.client != client);
            }

            @Override
            public void abandon() {
                Sessions.this.abandon(client);
            }
        };
    }

    /** Releases what a client holds. */
    void abandon(Thread client) {
        for (Session session : sessions.values()) {
            if (session.client == client) {
                session.abandonNow();
            }
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        LockWatch present = watch;
        watch = null;
        if (present != null) {
            present.close();
        }
    }
}
