package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.List;

/**
 * What an engine of actors spends, counted in all its measurements together.
 *
 * @param engine the engine
 * @param perTransfer messages per transfer, including refused ones and the recovery of those that failed
 * @param perAudit messages per audit
 */
public record MessageCost(Engine engine, double perTransfer, double perAudit) {
    /**
     * The costs of all engines that send messages.
     *
     * @param results what was measured
     * @return in the order of the plan
     */
    public static List<MessageCost> of(Results results) {
        return results.plan().engines().stream()
                .map(engine -> of(
                        engine,
                        results.measurements().stream()
                                .filter(m -> m.engine() == engine)
                                .toList()))
                .filter(cost -> cost.perTransfer() > 0)
                .toList();
    }

    private static MessageCost of(Engine engine, List<Measurement> measurements) {
        long transfers = measurements.stream().mapToLong(Measurement::transfers).sum();
        long audits = measurements.stream().mapToLong(Measurement::audits).sum();
        long forTransfers =
                measurements.stream().mapToLong(m -> m.messages().transfers()).sum();
        long forAudits =
                measurements.stream().mapToLong(m -> m.messages().audits()).sum();
        return new MessageCost(
                engine, (double) forTransfers / Math.max(1, transfers), (double) forAudits / Math.max(1, audits));
    }
}
