package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.testing.history.Recording;
import dev.tvar.stm.testing.planted.Mutant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs without assertions: the histories of their schedules are checked. */
@Tag("seam")
class ExploredHistoriesTest {
    private final Explorer explorer = Explorer.of(5).withHistories();

    private static Scenario increments() {
        TLong account = TLong.named("account", 100);
        return new Scenario()
                .thread("ann", () -> STM.run(tx -> account.set(tx, account.get(tx) + 1)))
                .thread("ben", () -> STM.run(tx -> account.set(tx, account.get(tx) + 2)));
    }

    /** The same, with two transactions where one is needed. */
    private static Scenario incrementsInTwoSteps() {
        TLong account = TLong.named("account", 100);
        Scenario scenario = new Scenario();
        for (String name : List.of("ann", "ben")) {
            scenario.thread(
                    name,
                    () -> Recording.runAsOne("deposit", () -> {
                        long balance = STM.atomically(account::get);
                        STM.run(tx -> account.set(tx, balance + 1));
                    }));
        }
        return scenario;
    }

    @Test
    void aBrokenEngineIsFoundThoughTheProgramChecksNothing() {
        Mutant.SKIP_VALIDATION.during(this::theLostUpdateIsFound);
    }

    private Failure theLostUpdateIsFound() {
        Failure failure =
                explorer.explore(ExploredHistoriesTest::increments).failure().orElseThrow();
        assertSame(Failure.Kind.NO_ORDER, failure.kind());
        assertTrue(failure.message().startsWith("lost update\n"), failure::message);
        assertTrue(failure.message().contains(" in thread ann reads account@0=100, writes account@"), failure::message);
        Failure again = explorer.replay(failure.schedule(), ExploredHistoriesTest::increments)
                .failure()
                .orElseThrow();
        assertEquals(failure.message(), again.message());
        return failure;
    }

    @Test
    void workThatShouldHaveBeenOneTransactionIsFound() {
        Failure failure = explorer.explore(ExploredHistoriesTest::incrementsInTwoSteps)
                .failure()
                .orElseThrow();
        assertSame(Failure.Kind.NO_ORDER, failure.kind());
        assertTrue(failure.message().startsWith("lost update\n  deposit:"), failure::message);
    }

    @Test
    void theEngineAsItIsPasses() {
        explorer.explore(ExploredHistoriesTest::increments).requireNoFailure();
    }
}
