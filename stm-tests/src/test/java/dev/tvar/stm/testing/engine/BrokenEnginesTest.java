package dev.tvar.stm.testing.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.engine.BrokenEngine.Fault;
import dev.tvar.stm.testing.engine.Finding.Verdict;
import dev.tvar.stm.testing.prove.Plan;
import dev.tvar.stm.testing.prove.Proof;
import dev.tvar.stm.testing.prove.Property;
import dev.tvar.stm.testing.prove.Result;
import dev.tvar.stm.testing.prove.Sizes;
import dev.tvar.stm.testing.prove.Target;
import dev.tvar.stm.testing.prove.Watcher;
import dev.tvar.stm.testing.support.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each engine that is broken on purpose has its fault, and no other. */
final class BrokenEnginesTest {
    private static final Duration LIMIT = Limits.DURATION;

    @Test
    void withoutAFaultEverythingHolds() {
        Plan plan = new Plan(Property.EVERYWHERE, new Sizes(5, 4, 100), 50, 5, 11, LIMIT, LIMIT, LIMIT);
        Target correct = Target.of("correct", () -> new BrokenEngine(Fault.NONE));
        for (Result result : Proof.of(correct, plan, Watcher.NONE)) {
            assertTrue(result.holds(), result::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "broken:lost-update, LOST_UPDATE",
        "broken:write-skew, WRITE_SKEW",
        "broken:torn-snapshot, READ_SKEW_IN_SNAPSHOT",
        "broken:dirty-write, WRITE_SURVIVES_EXCEPTION"
    })
    void aFaultShowsTheAnomalyOfItsName(String name, Anomaly anomaly) throws InterruptedException {
        assertEquals(Verdict.SHOWN, anomaly.on(BrokenEngines.named(name), LIMIT).verdict());
        assertEquals(
                Verdict.REFUSED, anomaly.on(new BrokenEngine(Fault.NONE), LIMIT).verdict());
    }

    @ParameterizedTest
    @MethodSource("names")
    void oneThreadAloneSeesNoFaultInATransfer(String name) {
        Engine engine = BrokenEngines.named(name);
        assertEquals(name, engine.name());
        Engine.Variable from = engine.variable(100);
        Engine.Variable to = engine.variable(0);
        assertTrue(engine.transfer(from, to, 60));
        assertFalse(engine.transfer(from, to, 41));
        assertEquals(40, engine.<Long>snapshot(view -> view.get(from)));
        assertEquals(60, engine.<Long>atomically(tx -> tx.get(to)));
        assertThrows(IllegalArgumentException.class, () -> engine.transfer(from, to, -1));
    }

    static Iterable<String> names() {
        return BrokenEngines.names();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> BrokenEngines.named("broken:none"));
        assertTrue(String.valueOf(thrown.getMessage()).contains("broken:lost-update, "), thrown.getMessage());
    }
}
