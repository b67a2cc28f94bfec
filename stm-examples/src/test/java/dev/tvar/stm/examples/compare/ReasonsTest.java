package dev.tvar.stm.examples.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.diagnostics.Conflict;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.engine.StmBank;
import dev.tvar.stm.examples.support.Workers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    private static final long[] OPENING = {100, 100, 100};
    private static final TxnExecutor RIVAL = STM.with(TxnOptions.defaults().withName("rival"));

    @Test
    void accountsAndTransactionsAreReported() {
        int[] runs = {0};
        StmBank meddled = new StmBank(OPENING, (tx, from, to, amount) -> {
            long held = from.get(tx);
            if (runs[0]++ < 2) {
                Workers.runTogether(() -> RIVAL.run(in -> from.add(in, 1)));
            }
            from.set(tx, held - amount);
            to.add(tx, amount);
            return true;
        });
        Conflicts.Run run = Reasons.watch("a", "b", () -> meddled.teller().transfer(2, 1, 10));
        assertEquals(List.of(new Conflict("account 2", "transfer", "rival", AbortKind.READ_CHANGED, 2)), run.top());
        assertEquals(2, run.aborts());
        assertEquals(3, run.commits());
        assertEquals(0, run.waits());
    }

    @Test
    void eachRunBeginsWithAllForgotten() {
        accountsAndTransactionsAreReported();
        Conflicts.Run quiet =
                Reasons.watch("a", "b", () -> new StmBank(OPENING).teller().transfer(0, 1, 1));
        assertEquals(new Conflicts.Run("a", "b", 1, 0, 0, List.of()), quiet);
        assertFalse(STM.diagnostics().isEnabled());
    }

    @Test
    void everyLoadAndTheTransfersByGetAndSetAreLookedAt() {
        Plan plan = Plans.of(List.of(Engine.STM), Plans.LOADS, 2, 500);
        Reasons reasons = new Reasons(plan, () -> false);
        assertEquals(Plans.LOADS.size() + 1, Reasons.names(plan).size());
        for (String name : Reasons.names(plan)) {
            Conflicts.Run run = reasons.of(name);
            assertEquals(name, run.name());
            assertTrue(run.commits() > 0, run.toString());
            assertTrue(run.top().stream().mapToLong(Conflict::count).sum() <= run.aborts(), run.toString());
            run.top()
                    .forEach(conflict ->
                            assertTrue(conflict.variable().matches("account \\d|last audit"), run.toString()));
        }
    }

    @Test
    void aStoppedRunReturnsTheFindingsSoFar() {
        Plan plan = Plans.of(List.of(Engine.STM), List.of(Workload.UNIFORM), 1, 1_000_000);
        Conflicts.Run run = new Reasons(plan, () -> true).of("uniform");
        assertTrue(run.commits() < 100_000, run.toString());
    }
}
