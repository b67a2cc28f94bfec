package dev.tvar.stm.testing.bank;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.engine.Engines;
import dev.tvar.stm.testing.support.Limits;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The same law on other engines, with fewer tries. An engine that gives up a transaction after a
 * number of attempts, as Multiverse and Clojure do, loses no money by that; the table at the end of
 * the test run counts such runs.
 */
final class PeersConserveMoneyTest {
    private static final Duration LIMIT = Limits.DURATION;
    private static final Set<Law> GIVING_UP = EnumSet.of(Law.NOTHING_THROWS);

    @Property(tries = 250)
    void moneyIsConservedByOtherEngines(@ForAll("peers") String name, @ForAll("programs") BankProgram program)
            throws InterruptedException {
        try (Engine engine = Engines.named(name)) {
            BankReport report = Bank.run(engine, program, LIMIT);
            Tally.add(engine, report);
            assertTrue(GIVING_UP.containsAll(report.brokenLaws()), report::toString);
        }
    }

    @Provide
    Arbitrary<String> peers() {
        return Arbitraries.of("locks", "multiverse", "multiverse-serializable", "scala-stm", "clojure");
    }

    @Provide
    Arbitrary<BankProgram> programs() {
        return BankArbitraries.programs(2_000, 5);
    }
}
