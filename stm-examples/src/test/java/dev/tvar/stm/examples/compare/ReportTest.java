package dev.tvar.stm.examples.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.support.Auditor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Plan PLAN = new Plan(2, 10, 1, 1, List.of(Engine.values()));

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    private static Measurement measured(Engine engine, long seconds, long wrong, long total) {
        Histogram latencies = new Histogram(3);
        latencies.recordValue(1_500);
        OptionalLong aborts = engine == Engine.STM ? OptionalLong.of(7) : OptionalLong.empty();
        Auditor.Findings findings = new Auditor.Findings(9, wrong);
        return new Measurement(engine, 10, 10, seconds * 1_000_000_000, latencies, aborts, findings, total, List.of());
    }

    private boolean laws(Measurement... measurements) {
        return new Report(PLAN, List.of(measurements)).printLaws(out);
    }

    @Test
    void allLawsHoldThoughActorsSeeMoneyInFlight() {
        assertTrue(laws(measured(Engine.STM, 1, 0, 2_000), measured(Engine.ACTORS, 1, 5, 2_000)));
        assertTrue(text.toString().contains("5 of 9 audits saw a wrong total"), text.toString());
        assertFalse(text.toString().contains("VIOLATED"), text.toString());
    }

    @Test
    void aWrongAuditOfAnExactEngineIsAViolation() {
        assertFalse(laws(measured(Engine.STM, 1, 1, 2_000), measured(Engine.CASHIER, 1, 0, 2_000)));
        assertTrue(text.toString().contains("not so: stm)"), text.toString());
    }

    @Test
    void aLostAmountIsAViolationForActorsToo() {
        assertFalse(laws(measured(Engine.STM, 1, 0, 2_000), measured(Engine.ACTORS, 1, 5, 1_999)));
        assertTrue(text.toString().contains("not so: actors)"), text.toString());
    }

    @Test
    void speedIsGivenAsARatioToOrderedLocks() {
        new Report(PLAN, List.of(measured(Engine.STM, 2, 0, 2_000), measured(Engine.ORDERED_LOCKS, 1, 0, 2_000)))
                .printTables(out);
        List<String> rows =
                text.toString().lines().filter(line -> line.startsWith("stm ")).toList();
        assertEquals("stm 10 5 0.500 1.50 1.50 7", rows.get(0).replaceAll(" +", " "));
        assertEquals("stm 9 0 2,000 2,000 yes", rows.get(1).replaceAll(" +", " "));
    }

    @Test
    void withoutOrderedLocksThereIsNoRatioAndWithoutAbortsADash() {
        new Report(PLAN, List.of(measured(Engine.CASHIER, 1, 0, 1_999))).printTables(out);
        List<String> rows = text.toString()
                .lines()
                .filter(line -> line.startsWith("cashier "))
                .toList();
        assertEquals("cashier 10 10 - 1.50 1.50 -", rows.get(0).replaceAll(" +", " "));
        assertEquals("cashier 9 0 1,999 2,000 NO", rows.get(1).replaceAll(" +", " "));
    }

    @Test
    void noLineIsWiderThanATerminal() {
        Report.printConditions(PLAN, out);
        Report report = new Report(
                PLAN,
                List.of(Engine.values()).stream()
                        .map(e -> measured(e, 1, 5, 2_000))
                        .toList());
        report.printTables(out);
        report.printLaws(out);
        assertEquals(
                List.of(),
                text.toString().lines().filter(line -> line.length() > 80).toList());
    }
}
