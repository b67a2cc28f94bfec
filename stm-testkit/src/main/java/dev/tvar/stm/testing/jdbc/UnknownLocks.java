package dev.tvar.stm.testing.jdbc;

import java.sql.Connection;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database whose locks are not known: waits are recognised by patience. */
final class UnknownLocks extends LockWatch {
    private final AtomicLong sessions = new AtomicLong();

    UnknownLocks(DataSource source) {
        super(source);
    }

    @Override
    long session(Connection of) {
        return sessions.incrementAndGet();
    }

    @Override
    long @Nullable [] blockers(long session) {
        return null;
    }
}
