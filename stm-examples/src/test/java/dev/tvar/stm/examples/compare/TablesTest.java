package dev.tvar.stm.examples.compare;

import static dev.tvar.stm.examples.compare.Plans.measured;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.engine.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final Plan PLAN =
            new Plan(Plans.ENGINES, Plans.LOADS, List.of(1, 2, 4), 2, new Extent.Counting(10), 1, 1);
    private static final Workload ANY = Workload.UNIFORM;

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    private static Tables tables(Measurement... measurements) {
        return new Tables(new Results(PLAN, List.of(measurements), Conflicts.NONE));
    }

    private boolean laws(Measurement... measurements) {
        return tables(measurements).printLaws(out);
    }

    private List<String> rows(String engine) {
        return text.toString()
                .lines()
                .filter(line -> line.startsWith(engine + " "))
                .map(line -> line.replaceAll(" +", " "))
                .toList();
    }

    @Test
    void allLawsHoldThoughActorsSeeMoneyInFlight() {
        assertTrue(laws(measured(Engine.STM, ANY, 1, 0, 2_000), measured(Engine.ACTORS, ANY, 1, 5, 2_000)));
        assertTrue(text.toString().contains("actors: 5 of 9 audits saw a wrong total"), text.toString());
        assertFalse(text.toString().contains("VIOLATED"), text.toString());
    }

    @Test
    void aWrongAuditOfAnExactEngineIsAViolation() {
        assertFalse(laws(measured(Engine.STM, ANY, 1, 1, 2_000), measured(Engine.CASHIER, ANY, 1, 0, 2_000)));
        assertTrue(text.toString().contains("not so: stm)"), text.toString());
    }

    @Test
    void aLostAmountIsAViolationForActorsToo() {
        assertFalse(laws(measured(Engine.STM, ANY, 1, 0, 2_000), measured(Engine.ACTORS, ANY, 1, 5, 1_999)));
        assertTrue(text.toString().contains("not so: actors)"), text.toString());
    }

    @Test
    void lossesAfterFailuresAreALessonExceptForTransactions() {
        Workload deadly = Workload.FAILING;
        assertTrue(laws(measured(Engine.STM, deadly, 1, 0, 2_000), measured(Engine.GLOBAL_LOCK, deadly, 1, 3, 1_950)));
        assertTrue(text.toString().contains("global-lock: lost 50 of 50"), text.toString());
        assertFalse(laws(measured(Engine.STM, deadly, 1, 0, 1_950)));
        assertFalse(laws(measured(Engine.STM, deadly, 1, 1, 2_000)));
    }

    @Test
    void rowsShowMediansAndDashesForWhatWasNotMeasured() {
        tables(
                        measured(Engine.CASHIER, ANY, 1, 0, 1_999),
                        measured(Engine.CASHIER, ANY, 2, 0, 2_000),
                        measured(Engine.CASHIER, ANY, 5, 0, 2_000))
                .printTables(out);
        assertEquals(List.of("cashier - 0.0 - - - -", "cashier 27 0 - 0 0", "cashier 4.0 10.0"), rows("cashier"));
        assertEquals(List.of("stm - - - - - -"), rows("stm"));
    }

    @Test
    void noLineIsWiderThanATerminal() {
        Tables.printConditions(PLAN, out);
        Tables full = tables(Engine.local().stream()
                .flatMap(engine -> Plans.LOADS.stream().map(load -> measured(engine, load, 1, 5, 2_000)))
                .toArray(Measurement[]::new));
        full.printTables(out);
        full.printLaws(out);
        assertEquals(
                List.of(),
                text.toString().lines().filter(line -> line.length() > 80).toList());
    }
}
