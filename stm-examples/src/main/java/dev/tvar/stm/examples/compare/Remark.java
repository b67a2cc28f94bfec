package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.support.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A lesson: the behaviour of an engine that lacks a guarantee.
 *
 * @param engine the engine
 * @param text the observation
 * @param why the reason
 */
public record Remark(Engine engine, String text, String why) {
    /**
     * The lessons of the measurements.
     *
     * @param results what was measured
     * @return one remark per engine and subject
     */
    public static List<Remark> of(Results results) {
        List<Remark> remarks = new ArrayList<>();
        for (Outcome outcome : Outcome.of(results)) {
            Engine engine = outcome.engine();
            if (!engine.auditsExactly() && outcome.audits() > 0) {
                remarks.add(new Remark(
                        engine,
                        Text.format("%,d of %,d audits saw a wrong total", outcome.wrongAudits(), outcome.audits()),
                        engine == Engine.SAGA
                                ? "others see a saga between its steps"
                                : "between two messages, money is in flight"));
            }
            if (!engine.undoesHalfTransfers() && outcome.failures()) {
                remarks.add(new Remark(
                        engine,
                        Text.format("lost %,d of %,d when participants failed", outcome.lost(), outcome.atStake()),
                        why(engine)));
            }
        }
        return remarks;
    }

    private static String why(Engine engine) {
        return switch (engine) {
            case ACTORS -> "the payer fails after the withdrawal, the deposit is never sent";
            case CASHIER -> "the actor is restarted, and keeps the half transfer";
            case ORDERED_LOCKS, GLOBAL_LOCK -> "the lock is released, the half transfer stays";
            case STM, ETCD -> "the whole transaction is undone";
            case RESERVE, SAGA -> "the transfer is completed or undone by its protocol";
        };
    }
}
