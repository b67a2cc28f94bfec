package dev.tvar.stm.examples.compare;

import dev.tvar.stm.Diagnostics;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.diagnostics.Session;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.engine.StmBank;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Finds the reasons why transactions ran again: runs every load once more through stm while the
 * diagnostics of the library record. Recording slows transactions down a little, so nothing is
 * measured meanwhile.
 */
final class Reasons {
    private static final int SHOWN = 5;

    private final Plan plan;
    private final BooleanSupplier stopped;
    private final Consumer<String> begin;
    private final List<Conflicts.Run> runs = new ArrayList<>();

    /** {@code begin} is called before each piece of work. */
    Reasons(Plan plan, BooleanSupplier stopped, Consumer<String> begin) {
        this.plan = plan;
        this.stopped = stopped;
        this.begin = begin;
    }

    /** The number of pieces of work. */
    static int pieces(Plan plan) {
        return plan.loads().size() + 1;
    }

    /** Runs the loads; if stopped, returns the findings so far. */
    Conflicts ask() {
        for (Workload load : plan.loads()) {
            run(load.toString(), load.about(), load, plan.mostThreads(), new StmBank(plan.opening()));
        }
        run(
                "get-and-set",
                "as hot-account, but with get and set in place of isAtLeast and add, and a pause between",
                Workload.HOT_ACCOUNT,
                Math.max(2, plan.mostThreads()),
                new StmBank(plan.opening(), Reasons::getAndSet));
        return new Conflicts(List.copyOf(runs));
    }

    private void run(String name, String about, Workload load, int threads, StmBank bank) {
        if (!stopped.getAsBoolean()) {
            begin.accept(name);
            Measure work = new Measure(plan, Engine.STM, load, threads, plan.warmUpFor(Engine.STM), stopped);
            runs.add(watch(name, about, () -> work.run(bank, fraction -> {})));
        }
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
