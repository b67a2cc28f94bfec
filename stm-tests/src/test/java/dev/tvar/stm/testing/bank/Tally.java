package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.engine.ResultTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the runs of each engine in a whole test run, for the table at the end. */
final class Tally {
    private static final Map<String, Tally> BY_ENGINE = new HashMap<>();

    private int runs;
    private long transfers;
    private long audits;
    private int gaveUp;
    private int broken;
    private String first = "";

    private Tally() {}

    /** Adds a run, and notes the sum of all runs on that engine. */
    static synchronized void add(Engine engine, BankReport report) {
        Tally tally = BY_ENGINE.computeIfAbsent(engine.name(), name -> new Tally());
        tally.plus(report);
        ResultTable.note(engine, "MONEY_IS_CONSERVED", tally.broken == 0 ? "holds" : "FAILS", tally.toString());
    }

    private void plus(BankReport report) {
        runs++;
        transfers += report.successful().stream().mapToLong(List::size).sum();
        audits += report.audits().made();
        Set<Law> laws = report.brokenLaws();
        if (laws.remove(Law.NOTHING_THROWS)) {
            gaveUp++;
        }
        if (!laws.isEmpty()) {
            broken++;
            first = first.isEmpty() ? "; the first that broke a law: " + report : first;
        }
    }

    @Override
    public String toString() {
        String some = gaveUp == 0 ? "" : "; the engine gave up a transaction in " + gaveUp + " runs";
        return runs + " runs, " + transfers + " transfers, " + audits + " audits" + some + first;
    }
}
