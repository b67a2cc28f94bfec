package dev.tvar.stm.testing.jdbc;

import java.util.concurrent.atomic.AtomicInteger;

/** The databases of the tests. */
enum Database {
    H2("H2"),
    POSTGRESQL("PostgreSQL");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;

    Database(String name) {
        this.name = name;
    }

    /** Connections to an empty database; skips the test, or fails, if there is none. */
    KeptConnections connect() {
        ClassLoader drivers = Database.class.getClassLoader();
        if (this == H2) {
            return KeptConnections.to("jdbc:h2:mem:test" + COUNT.incrementAndGet(), "sa", "", drivers);
        }
        PostgresServer server = PostgresServer.started();
        return KeptConnections.to(server.url(), PostgresServer.USER, server.password(), drivers);
    }

    @Override
    public String toString() {
        return name;
    }
}
