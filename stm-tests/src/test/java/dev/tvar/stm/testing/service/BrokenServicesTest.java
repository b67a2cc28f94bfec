package dev.tvar.stm.testing.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.bank.Bank;
import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.bank.BankPrograms;
import dev.tvar.stm.testing.bank.Call;
import dev.tvar.stm.testing.bank.Law;
import dev.tvar.stm.testing.bank.ServiceReport;
import dev.tvar.stm.testing.bank.Transfer;
import dev.tvar.stm.testing.prove.Plan;
import dev.tvar.stm.testing.prove.Proof;
import dev.tvar.stm.testing.prove.Property;
import dev.tvar.stm.testing.prove.Result;
import dev.tvar.stm.testing.prove.ServiceTarget;
import dev.tvar.stm.testing.prove.Sizes;
import dev.tvar.stm.testing.support.Limits;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For each law of services there is a service that breaks it and no other, and the runner finds it from every seed. */
final class BrokenServicesTest {
    private static final int SEEDS = 20;
    private static final int TRIES = 1_000;

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("broken:torn-audit", Law.AUDITS_SEE_THE_TOTAL),
                Arguments.of("broken:leaking", Law.MONEY_IS_CONSERVED),
                Arguments.of("broken:overdraft", Law.NO_NEGATIVE_BALANCE),
                Arguments.of("broken:lost-transfer", Law.TRANSFERS_EXPLAIN_BALANCES),
                Arguments.of("broken:late-failure", Law.REFUSALS_LEAVE_NO_TRACE),
                Arguments.of("broken:forgotten-key", Law.KEYS_COUNT_ONCE),
                Arguments.of("broken:stale-read", Law.CLIENTS_SEE_THEIR_WRITES),
                Arguments.of("broken:stale-cache", Law.STRICTLY_SERIALISABLE),
                Arguments.of("broken:double-capture", Law.HOLDS_ADD_UP));
    }

    @Test
    void everyBrokenServiceIsTestedHere() {
        Set<Object> tested = Set.copyOf(broken().map(each -> each.get()[0]).toList());
        assertEquals(Set.copyOf(BrokenServices.names()), tested);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void everySeedFindsTheLawAndNoOther(String name, Law law) throws InterruptedException {
        for (int seed = 0; seed < SEEDS; seed++) {
            ServiceReport report = firstBroken(name, seed);
            int found = seed;
            assertEquals(EnumSet.of(law), report.brokenLaws(), () -> "seed " + found + "\n" + report);
        }
    }

    private static ServiceReport firstBroken(String name, int seed) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            BankProgram program = program(seed * (long) TRIES + i, 4, 3, 30);
            ServiceReport report = run(BrokenServices.named(name), program);
            if (!report.brokenLaws().isEmpty()) {
                return report;
            }
        }
        throw new AssertionError("seed " + seed + ": " + TRIES + " programs show nothing wrong with " + name);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void theFailureShrinksToAFewCallsAndSaysWhy(String name, Law law) {
        Plan plan = new Plan(
                List.of(Property.SERVICE),
                new Sizes(4, 3, 30),
                TRIES,
                1,
                7,
                Limits.DURATION,
                Limits.DURATION,
                Limits.DURATION);
        ServiceTarget target = ServiceTarget.named(name, getClass().getClassLoader(), Limits.DURATION);
        Result result = Proof.of(target, plan, (what, fraction) -> {}).get(0);
        String report = result.counterexample().orElseThrow().report();
        assertTrue(report.startsWith("broken: [" + law + "]\n  because   "), report);
        assertTrue(report.lines().filter(BrokenServicesTest::isCallOfClient).count() <= 16, report);
        String java = result.counterexample().orElseThrow().java().orElse("");
        assertTrue(
                java.startsWith("Bank.runUntilBroken(BrokenServices.named(\"" + name + "\"), new BankProgram("), java);
    }

    /** Audits are not counted: an auditor makes as many as it can while the clients work. */
    private static boolean isCallOfClient(String line) {
        return line.startsWith("  saw ") && !line.contains(" auditor ");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void lostRepliesDoNotHideAWrongService(String name, Law law) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            MoneyService service = Services.losingReplies(BrokenServices.named(name), i, 0.1);
            if (run(service, program(i, 4, 3, 30)).brokenLaws().contains(law)) {
                return;
            }
        }
        throw new AssertionError(TRIES + " programs with lost replies do not show that " + name + " breaks " + law);
    }

    @Test
    void aStaleReadIsShownAsACycle() throws InterruptedException {
        BankProgram program =
                BankProgram.ofClients(List.of(10L, 0L), List.of(List.of(new Transfer(0, 1, 4), new Call.Read(0))));
        ServiceReport report = run(BrokenServices.named("broken:stale-read"), program);
        assertTrue(report.toString().startsWith("""
            broken: [a client sees its own writes and never an older state after a newer one]
              because   no order explains what the clients saw:
                client 0: read 0 saw 10, without client 0: 0->1:4 done
                client 0: 0->1:4 done had returned before client 0 called read 0
            """), report::toString);
    }

    @Test
    void anUnknownNameIsNamed() {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> BrokenServices.named("broken:glass"));
        assertTrue(
                String.valueOf(thrown.getMessage()).startsWith("unknown service 'broken:glass'; broken on purpose are"),
                thrown::toString);
    }

    static BankProgram program(long seed, int accounts, int clients, int calls) {
        return BankPrograms.random(new Random(new SplittableRandom(seed).nextLong()), accounts, clients, calls);
    }

    static ServiceReport run(MoneyService service, BankProgram program) throws InterruptedException {
        return Bank.run(service, program, Limits.DURATION);
    }
}
