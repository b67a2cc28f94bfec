package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.console.ExitCode;
import org.junit.jupiter.api.Test;

/** Stores on servers: the messages without servers. The tests of stm-etcd show that the stores work. */
class StoreOptionTest {
    @Test
    void anUnknownStoreIsRefused() {
        var refused = Cli.run("compare", "--quick", "--store", "stone");
        assertEquals(ExitCode.USAGE, refused.code());
        assertTrue(refused.err().contains("unknown store 'stone'; there is: etcd"), refused.err());
    }

    @Test
    void endpointsNeedAStore() {
        var refused = Cli.run("compare", "--quick", "--endpoints", "http://127.0.0.1:1");
        assertEquals(ExitCode.USAGE, refused.code());
        assertTrue(refused.err().contains("--endpoints"), refused.err());
    }

    @Test
    void theSharedBankIsListedAndChecksItsNumbers() {
        var failed = Cli.run("shared", "bank", "--seconds", "0");
        assertEquals(ExitCode.USAGE, failed.code());
        assertTrue(Cli.run("shared").out().contains("servers"));
        assertTrue(Cli.run("list").out().contains("shared"));
    }

    @Test
    void anEndpointMustBeAnAddress() {
        var refused = Cli.run("compare", "--quick", "--store", "etcd", "--endpoints", "here");
        assertEquals(ExitCode.USAGE, refused.code());
        assertTrue(refused.err().contains("http://host:port"), refused.err());
    }
}
