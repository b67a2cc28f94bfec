package dev.tvar.stm.examples.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AuditorTest {
    @Test
    void wrongTotalsAreCounted() throws InterruptedException {
        AtomicLong asked = new AtomicLong();
        CountDownLatch askedFiveTimes = new CountDownLatch(5);
        Auditor auditor = Auditor.start(
                () -> {
                    askedFiveTimes.countDown();
                    return asked.getAndIncrement() < 3 ? 99 : 100;
                },
                100);
        askedFiveTimes.await();
        Auditor.Findings findings = auditor.stop();
        assertEquals(3, findings.wrong());
        assertEquals(asked.get(), findings.audits());
    }

    @Test
    void evenAnAuditorWhoIsStoppedAtOnceAudits() {
        assertTrue(Auditor.start(() -> 1, 1).stop().audits() >= 1);
    }

    @Test
    void anAuditThatFailsIsReported() {
        RuntimeException failure = new RuntimeException("no");
        Auditor auditor = Auditor.start(
                () -> {
                    throw failure;
                },
                1);
        assertSame(
                failure,
                assertThrows(IllegalStateException.class, auditor::stop).getCause());
    }
}
