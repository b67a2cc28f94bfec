package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.engine.Anomaly;
import dev.tvar.stm.testing.engine.Finding;
import dev.tvar.stm.testing.prove.PeerTable.Column;
import dev.tvar.stm.testing.prove.PeerTable.Row;
import dev.tvar.stm.testing.prove.Result.Ending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tries every property and every {@link Anomaly} on several engines, and makes a table of the verdicts. */
public final class Peers {
    /** This library, locks, and all other engines that the harness knows, in all their modes. */
    public static final List<String> ALL = List.of(
            Target.OURS, "locks", "multiverse", "multiverse-serializable", "scala-stm", "clojure", "clojure-ensure");

    private final List<Target> targets;
    private final Plan plan;
    private final Watcher watcher;
    private final List<Row> rows = new ArrayList<>();
    private int done;

    private Peers(List<Target> targets, Plan plan, Watcher watcher) {
        this.targets = targets;
        this.plan = plan;
        this.watcher = watcher;
    }

    /**
     * Tries every property and anomaly on every engine.
     *
     * @param targets the engines
     * @param plan the effort; its time limit is that of one engine with one property
     * @param watcher receives the progress
     * @return the table
     * @throws InterruptedException if the calling thread is interrupted
     */
    public static PeerTable table(List<Target> targets, Plan plan, Watcher watcher) throws InterruptedException {
        return of(targets, plan, watcher).fill();
    }

    /**
     * Prepares a table.
     *
     * @param targets the engines
     * @param plan the effort; its time limit is that of one engine with one property
     * @param watcher receives the progress
     * @return to be filled once, by one thread
     */
    public static Peers of(List<Target> targets, Plan plan, Watcher watcher) {
        return new Peers(targets, plan, watcher);
    }

    /**
     * Tries every property and anomaly on every engine.
     *
     * @return the table
     * @throws InterruptedException if the calling thread is interrupted; {@link #soFar} then has what was found
     */
    public PeerTable fill() throws InterruptedException {
        for (Property property : plan.properties()) {
            Plan one = new Plan(
                    List.of(property),
                    plan.sizes(),
                    plan.tries(),
                    plan.runs(),
                    plan.seed(),
                    plan.timeLimit(),
                    plan.stuckLimit(),
                    plan.shrinkLimit());
            row(property.toString(), target -> judge(target, one));
        }
        for (Anomaly anomaly : Anomaly.values()) {
            row("no " + anomaly.name().toLowerCase(Locale.ROOT).replace('_', ' '), target -> judge(target, anomaly));
        }
        return soFar();
    }

    /**
     * What was found so far.
     *
     * @return a table of the rows that are complete
     */
    public PeerTable soFar() {
        return new PeerTable(targets.stream().map(Peers::column).toList(), rows);
    }

    private record Judged(Verdict verdict, String detail) {}

    private interface Judge {
        Judged judge(Target target) throws InterruptedException;
    }

    private void row(String name, Judge judge) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        Map<String, String> details = new LinkedHashMap<>();
        for (Target target : targets) {
            int all = targets.size() * (plan.properties().size() + Anomaly.values().length);
            watcher.at(name + " on " + target.name(), (double) done++ / all);
            Judged judged = judge.judge(target);
            verdicts.add(judged.verdict);
            if (judged.verdict != Verdict.HOLDS) {
                details.put(target.name(), judged.detail);
            }
        }
        rows.add(new Row(name, List.copyOf(verdicts), Map.copyOf(details)));
    }

    private static Judged judge(Target target, Plan one) throws InterruptedException {
        Result result = Proof.of(target, one, Watcher.NONE).get(0);
        if (Thread.interrupted() || result.ending() == Ending.STOPPED) {
            throw new InterruptedException("interrupted while trying " + target.name());
        }
        return result.counterexample()
                .map(found -> new Judged(Verdict.FAILS, found.report()))
                .orElse(new Judged(Verdict.HOLDS, ""));
    }

    /** The worst verdict of all engines that the target stands for. */
    private Judged judge(Target target, Anomaly anomaly) throws InterruptedException {
        Judged worst = new Judged(Verdict.HOLDS, "");
        for (int turn = 0; turn < target.count(); turn++) {
            Finding finding = target.with(turn, engine -> anomaly.on(engine, plan.stuckLimit()));
            Verdict verdict =
                    switch (finding.verdict()) {
                        case REFUSED -> Verdict.HOLDS;
                        case SHOWN -> Verdict.FAILS;
                        case THREW -> Verdict.THROWS;
                        case HUNG -> Verdict.HANGS;
                    };
            if (verdict.compareTo(worst.verdict) > 0) {
                worst = new Judged(verdict, finding.detail() + " by " + anomaly.program());
            }
        }
        return worst;
    }

    private static Column column(Target target) {
        return target.with(0, engine -> new Column(target.name(), engine.product()));
    }
}
