package dev.tvar.stm.examples.compare;

import dev.tvar.stm.Diagnostics;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.diagnostics.Session;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.engine.StmBank;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Finds the reasons why transactions ran again: runs a load once more through stm while the diagnostics of the library
 * record. Recording slows transactions down a little, so nothing is measured meanwhile.
 */
final class Reasons {
    private static final int SHOWN = 5;

    /** The transfers of hot-account, made in a way that conflicts. */
    private static final String GET_AND_SET = "get-and-set";

    private final Plan plan;
    private final BooleanSupplier stopped;

    Reasons(Plan plan, BooleanSupplier stopped) {
        this.plan = plan;
        this.stopped = stopped;
    }

    /** What can be asked about: the loads, and one more. */
    static List<String> names(Plan plan) {
        return Stream.concat(plan.loads().stream().map(Workload::toString), Stream.of(GET_AND_SET))
                .toList();
    }

    /** Runs one of {@link #names}; if stopped, returns the findings so far. */
    Conflicts.Run of(String name) {
        if (name.equals(GET_AND_SET)) {
            return run(
                    name,
                    "as hot-account, but with get and set in place of isAtLeast and add, and a pause between",
                    Workload.HOT_ACCOUNT,
                    Math.max(2, plan.mostThreads()),
                    Reasons::getAndSet);
        }
        Workload load = Workload.named(name);
        return run(name, load.about(), load, plan.mostThreads(), StmBank::askAndAdd);
    }

    private Conflicts.Run run(String name, String about, Workload load, int threads, StmBank.Move move) {
        Measure work = new Measure(plan, Engine.STM, load, threads, plan.warmUpFor(Engine.STM), stopped);
        return watch(name, about, () -> work.run(new StmBank(plan.opening(), move), fraction -> {}));
    }

    /** The diagnostics of some work. */
    static Conflicts.Run watch(String name, String about, Runnable work) {
        Diagnostics diagnostics = STM.diagnostics();
        diagnostics.reset();
        Session session = diagnostics.enable();
        try {
            work.run();
            return new Conflicts.Run(
                    name,
                    about,
                    diagnostics.commits(),
                    diagnostics.aborts(),
                    diagnostics.waits(),
                    diagnostics.topConflicts(SHOWN));
        } finally {
            session.close();
        }
    }

    /** A transfer that depends on the exact balances, with a pause. */
    private static boolean getAndSet(Txn tx, TLong from, TLong to, long amount) {
        long held = from.get(tx);
        Thread.yield(); // lets others run in the middle, on any machine
        if (held < amount) {
            return false;
        }
        from.set(tx, held - amount);
        to.set(tx, to.get(tx) + amount);
        return true;
    }
}
