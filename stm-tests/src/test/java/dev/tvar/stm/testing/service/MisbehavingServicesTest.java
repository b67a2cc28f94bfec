package dev.tvar.stm.testing.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.bank.Bank;
import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.bank.Call;
import dev.tvar.stm.testing.bank.Law;
import dev.tvar.stm.testing.bank.ServiceReport;
import dev.tvar.stm.testing.bank.Transfer;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import dev.tvar.stm.testing.support.Limits;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A service that hangs, throws, closes itself or answers nonsense is reported as such, and the run ends. */
final class MisbehavingServicesTest {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final BankProgram TWO_CLIENTS = BankProgram.ofClients(
            List.of(10L, 10L),
            List.of(
                    List.of(new Transfer(0, 1, 3), new Call.Read(0)),
                    List.of(new Transfer(1, 0, 2), new Call.Audit())));

    private final MoneyService right = Services.inMemory();

    @Test
    void aHangInATransferIsReportedWithTheCall() throws InterruptedException {
        MoneyService hangs = service((from, to, amount) -> {
            new CountDownLatch(1).await();
            return Outcome.DONE;
        });
        ServiceReport report = Bank.run(hangs, TWO_CLIENTS, SHORT);
        assertEquals(EnumSet.of(Law.THE_RUN_ENDS), report.brokenLaws(), report::toString);
        assertEquals(List.of("client 0 in 0->1:3", "client 1 in 1->0:2"), report.hung());
        assertEquals(Optional.empty(), report.finalBalances());
    }

    @Test
    void aHangThatIgnoresInterruptsIsLeftBehind() throws InterruptedException {
        AtomicBoolean released = new AtomicBoolean();
        MoneyService hangs = service((from, to, amount) -> {
            while (!released.get()) {
                Thread.onSpinWait();
            }
            return Outcome.DONE;
        });
        try {
            ServiceReport report = Bank.run(hangs, TWO_CLIENTS, SHORT);
            assertEquals(EnumSet.of(Law.THE_RUN_ENDS), report.brokenLaws(), report::toString);
        } finally {
            released.set(true);
        }
    }

    @Test
    void aHangWhileAccountsAreOpenedIsReported() throws InterruptedException {
        MoneyService hangs = Services.of(
                        opening -> {
                            new CountDownLatch(1).await();
                            return "never";
                        },
                        right::transfer,
                        right::balance)
                .build();
        ServiceReport report = Bank.run(hangs, TWO_CLIENTS, SHORT);
        assertEquals(EnumSet.of(Law.THE_RUN_ENDS), report.brokenLaws());
        assertEquals(List.of("opening in opening the accounts"), report.hung());
    }

    @Test
    void anErrorIsReportedWithTheCall() throws InterruptedException {
        ServiceReport report = Bank.run(
                service((from, to, amount) -> {
                    throw new StackOverflowError("too deep");
                }),
                TWO_CLIENTS,
                Limits.DURATION);
        assertEquals(EnumSet.of(Law.NOTHING_THROWS), report.brokenLaws(), report::toString);
        assertEquals(
                List.of(
                        "client 0 in 0->1:3 threw java.lang.StackOverflowError: too deep",
                        "client 1 in 1->0:2 threw java.lang.StackOverflowError: too deep"),
                report.failures());
    }

    @Test
    void anExceptionIsAnUnknownOutcomeWhetherOrNotTheMoneyMoved() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        ServiceReport report = Bank.run(
                service((from, to, amount) -> {
                    if (calls.getAndIncrement() == 0) {
                        right.transfer(from, to, amount);
                    }
                    throw new IOException("connection reset");
                }),
                TWO_CLIENTS,
                Limits.DURATION);
        report.requireAllLaws();
        assertEquals(2, report.count(Outcome.UNKNOWN));
        assertTrue(
                report.toString().contains("threw     2 times java.io.IOException: connection reset"),
                report::toString);
    }

    @Test
    void aServiceThatClosesItselfCannotBeJudged() throws InterruptedException {
        AtomicBoolean closed = new AtomicBoolean();
        MoneyService closes = Services.of(
                        right::open,
                        (from, to, amount) -> {
                            closed.set(true);
                            throw new SQLException("connection closed");
                        },
                        account -> {
                            if (closed.get()) {
                                throw new SQLException("connection closed");
                            }
                            return right.balance(account);
                        })
                .build();
        ServiceReport report = Bank.run(closes, TWO_CLIENTS, Limits.DURATION);
        assertEquals(EnumSet.of(Law.NOTHING_THROWS), report.brokenLaws(), report::toString);
        assertEquals(
                List.of("closing in reading the final balances threw java.sql.SQLException: connection closed"),
                report.failures());
    }

    @Test
    void anOutcomeOfNullIsNonsense() throws InterruptedException {
        nonsense(service((from, to, amount) -> nothing()), "client 0: '0->1:3' returned null");
    }

    @Test
    void anIdTwiceIsNonsense() throws InterruptedException {
        nonsense(
                Services.of(opening -> "same", right::transfer, right::balance).build(),
                "open(10) returned 'same', the id of an account that exists");
    }

    @Test
    void anIdOfNullIsNonsense() throws InterruptedException {
        nonsense(
                Services.of(opening -> nothing(), right::transfer, right::balance)
                        .build(),
                "open(10) returned null");
    }

    @Test
    void aFloorAboveTheOpeningBalanceIsNonsense() throws InterruptedException {
        nonsense(
                Services.of(right::open, right::transfer, right::balance)
                        .withFloor(account -> 11)
                        .build(),
                "floor of an account opened with 10 is 11");
    }

    @Test
    void anAuditWithoutAnAccountIsNonsense() throws InterruptedException {
        nonsense(
                Services.of(right::open, right::transfer, right::balance)
                        .withAudit(Map::of)
                        .build(),
                "client 1: audit() lacks account 0");
    }

    private static void nonsense(MoneyService service, String message) throws InterruptedException {
        ServiceReport report = Bank.run(service, TWO_CLIENTS, Limits.DURATION);
        assertEquals(EnumSet.of(Law.ANSWERS_MAKE_SENSE), report.brokenLaws(), report::toString);
        assertTrue(report.toString().contains(message), report::toString);
    }

    /** What a user without null checks returns. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        @Nullable T none = null;
        return none;
    }

    private MoneyService service(ServiceBuilder.TransferCall transfer) {
        return Services.of(right::open, transfer, right::balance).build();
    }
}
