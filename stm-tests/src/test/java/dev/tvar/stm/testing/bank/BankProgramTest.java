package dev.tvar.stm.testing.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.engine.Engines;
import dev.tvar.stm.testing.support.Limits;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of programs, and the treatment of unusual transfers. */
final class BankProgramTest {
    private static final Duration LIMIT = Limits.DURATION;

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void aNegativeAmountIsNamed(long amount) {
        refused(Long.toString(amount), () -> new Transfer(0, 1, amount));
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        refused("-1->0", () -> new Transfer(-1, 0, 1));
        refused("accounts must be from 2 to 200, not 1", () -> open(List.of(1L), 1, 0, 1));
        refused("not 201", () -> open(Collections.nCopies(201, 1L), 1, 0, 1));
        refused("tellers must be from 1 to 16, not 17", () -> open(List.of(1L, 1L), 17, 0, 1));
        refused("tellers must be from 1 to 16, not 0", () -> open(List.of(1L, 1L), 0, 0, 1));
        refused("Auditors must be from 0 to 16, not 17", () -> open(List.of(1L, 1L), 1, 17, 1));
        refused("rounds must be from 1 to 1000, not 0", () -> open(List.of(1L, 1L), 1, 0, 0));
        Transfer[] many = Collections.nCopies(10_001, new Transfer(0, 1, 1)).toArray(new Transfer[0]);
        refused("1000 rounds of 10001 transfers", () -> open(List.of(1L, 1L), 1, 0, 1_000, many));
        refused("negative: -5", () -> open(List.of(1L, -5L), 1, 0, 1));
        refused("do not fit in a long", () -> open(List.of(Long.MAX_VALUE, 1L), 1, 0, 1));
        refused("transfer 0->2:1 in a bank of 2", () -> open(List.of(1L, 1L), 1, 0, 1, new Transfer(0, 2, 1)));
    }

    @Test
    void transfersAreDealtLikeCards() {
        Transfer[] cards = {new Transfer(0, 1, 1), new Transfer(0, 1, 2), new Transfer(0, 1, 3)};
        BankProgram program = open(List.of(9L, 9L), 2, 0, 1, cards);
        assertEquals(List.of(cards[0], cards[2]), program.transfersOf(0));
        assertEquals(List.of(cards[1]), program.transfersOf(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tvar", "tlong", "tlong-add", "locks", "multiverse", "scala-stm", "clojure"})
    void unusualTransfersBehaveAsDocumented(String name) throws InterruptedException {
        BankProgram program = open(
                List.of(Long.MAX_VALUE, 0L),
                1,
                1,
                2,
                new Transfer(1, 0, 0),
                new Transfer(1, 0, 1),
                new Transfer(0, 0, Long.MAX_VALUE),
                new Transfer(0, 1, Long.MAX_VALUE),
                new Transfer(0, 1, 1));
        try (Engine engine = Engines.named(name)) {
            BankReport report = Bank.run(engine, program, LIMIT);
            report.requireAllLaws();
            assertEquals(Optional.of(List.of(0L, Long.MAX_VALUE)), report.finalBalances());
            assertEquals(
                    "[[1->0:0, 0->0:9223372036854775807, 0->1:9223372036854775807, 1->0:0, " + "1->0:1, 0->1:1]]",
                    report.successful().toString());
        }
    }

    @Property(tries = 50)
    @Domain(BankArbitraries.class)
    void theDomainProvidesPrograms(@ForAll BankProgram program, @ForAll Transfer transfer) throws InterruptedException {
        assertTrue(transfer.amount() >= 0);
        try (Engine engine = Engines.named("tlong-add")) {
            Bank.run(engine, program, LIMIT).requireAllLaws();
        }
    }

    private static BankProgram open(List<Long> opening, int tellers, int auditors, int rounds, Transfer... transfers) {
        return new BankProgram(opening, tellers, auditors, auditors, rounds, List.of(transfers));
    }

    private static void refused(String named, Executable call) {
        var thrown = assertThrows(IllegalArgumentException.class, call);
        assertTrue(String.valueOf(thrown.getMessage()).contains(named), thrown::toString);
    }
}
