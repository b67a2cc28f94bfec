package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.support.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * What an engine that does not promise something did instead.
 *
 * @param engine the engine
 * @param text what happened
 * @param why the reason
 */
public record Remark(Engine engine, String text, String why) {
    /**
     * What there is to learn from the measurements.
     *
     * @param results what was measured
     * @return one remark per engine and subject
     */
    public static List<Remark> of(Results results) {
        List<Remark> remarks = new ArrayList<>();
        results.plan().engines().forEach(engine -> {
            if (!engine.auditsExactly()) {
                inFlight(results, engine, remarks);
            }
            if (!engine.undoesHalfTransfers()) {
                death(results, engine, remarks);
            }
        });
        return remarks;
    }

    private static void inFlight(Results results, Engine engine, List<Remark> remarks) {
        List<Measurement> asked = results.measurements().stream()
                .filter(m -> m.engine() == engine && !m.load().kills())
                .toList();
        if (!asked.isEmpty()) {
            long audits = asked.stream().mapToLong(Measurement::audits).sum();
            long wrong = asked.stream().mapToLong(Measurement::wrongAudits).sum();
            remarks.add(new Remark(
                    engine,
                    Text.format("%,d of %,d audits saw a wrong total", wrong, audits),
                    "between two messages, money is in flight"));
        }
    }

    private static void death(Results results, Engine engine, List<Remark> remarks) {
        List<Measurement> asked = results.measurements().stream()
                .filter(m -> m.engine() == engine && m.load().kills())
                .toList();
        if (!asked.isEmpty()) {
            long stake = asked.stream().mapToLong(Measurement::atStake).sum();
            long lost = asked.stream()
                    .mapToLong(m -> results.plan().total() - m.finalTotal())
                    .sum();
            remarks.add(new Remark(
                    engine, Text.format("lost %,d of %,d when participants died half way", lost, stake), why(engine)));
        }
    }

    private static String why(Engine engine) {
        return switch (engine) {
            case ACTORS -> "the withdrawal is done, the deposit is never sent";
            case CASHIER -> "it is woken again, and keeps what it had half done";
            case ORDERED_LOCKS, GLOBAL_LOCK -> "the lock is freed, the half transfer stays";
            case STM, ETCD -> "the whole transaction is undone";
        };
    }
}
