/**
 * The test harness without a property library. JUnit is optional. Its listeners are not found on the module path, since a module
 * may not provide a service whose type may be missing; there the seam is on with {@code -Ddev.tvar.stm.seam=true}.
 */
module dev.tvar.stm.testkit {
    requires transitive dev.tvar.stm;
    requires transitive java.sql;
    requires java.management;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;
    requires static org.junit.platform.commons;
    requires static org.junit.platform.engine;
    requires static org.junit.platform.launcher;

    exports dev.tvar.stm.testing;
    exports dev.tvar.stm.testing.bank;
    exports dev.tvar.stm.testing.engine;
    exports dev.tvar.stm.testing.explore;
    exports dev.tvar.stm.testing.history;
    exports dev.tvar.stm.testing.jdbc;
    exports dev.tvar.stm.testing.peer;
    exports dev.tvar.stm.testing.program;
    exports dev.tvar.stm.testing.prove;
    exports dev.tvar.stm.testing.rule;
    exports dev.tvar.stm.testing.service;
    exports dev.tvar.stm.testing.shrink;

    uses java.sql.Driver;
}
