package dev.tvar.stm.testing.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.bank.ServiceCheck;
import dev.tvar.stm.testing.support.Limits;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Random programs are tried and made smaller without a property library. */
final class ServiceCheckTest {
    @Test
    void aRightServicePassesAllTriesAndEachServiceIsClosed() throws InterruptedException {
        AtomicInteger open = new AtomicInteger();
        ServiceCheck.requireAllLaws(
                () -> {
                    open.incrementAndGet();
                    return new Counted(open);
                },
                1,
                50,
                Limits.DURATION);
        assertEquals(0, open.get());
    }

    @Test
    void theFailureHasTheSeedAndTheSmallestProgram() {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> ServiceCheck.requireAllLaws(
                        () -> BrokenServices.named("broken:overdraft"), 5, 1_000, Limits.DURATION));
        String message = String.valueOf(failure.getMessage());
        assertTrue(
                message.matches(
                        "(?s)seed \\d+, broken: \\[no balance is ever negative].*clients \\[\\[(0->1|1->0):1]].*"),
                message);
        assertTrue(message.contains("program   opening [0, 0], tellers 1, snapshot auditors 0, "), message);
    }

    @Test
    void zeroTriesAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ServiceCheck.requireAllLaws(Services::inMemory, 1, 0, Limits.DURATION));
    }

    /** Three operations of a right service, and a count of those that are open. */
    private static final class Counted implements MoneyService {
        private final MoneyService inner = Services.inMemory();
        private final AtomicInteger open;

        Counted(AtomicInteger open) {
            this.open = open;
        }

        @Override
        public String open(long opening) throws Exception {
            return inner.open(opening);
        }

        @Override
        public Outcome transfer(String from, String to, long amount) throws Exception {
            return inner.transfer(from, to, amount);
        }

        @Override
        public long balance(String account) throws Exception {
            return inner.balance(account);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
