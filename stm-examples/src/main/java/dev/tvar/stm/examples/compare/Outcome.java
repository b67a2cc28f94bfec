package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The fate of the money in one engine: all measurements together, of every load, number of threads and
 * round. All reports take these figures from here, so that they agree.
 *
 * @param engine the engine
 * @param audits audits while no participant failed
 * @param wrongAudits the number of audits with a wrong total
 * @param failures whether a load in which participants fail was measured
 * @param atStake the money that was in flight when participants failed
 * @param lost the part of it that was missing at the end; negative if the total grew
 */
public record Outcome(Engine engine, long audits, long wrongAudits, boolean failures, long atStake, long lost) {
    private static final double PERCENT = 100;

    /**
     * The outcome of every engine that was measured.
     *
     * @param results what was measured
     * @return in the order of the plan
     */
    public static List<Outcome> of(Results results) {
        return results.plan().engines().stream()
                .filter(engine -> results.measurements().stream().anyMatch(m -> m.engine() == engine))
                .map(engine -> of(results, engine))
                .toList();
    }

    private static Outcome of(Results results, Engine engine) {
        long total = results.plan().total();
        List<Measurement> safe = of(results, engine, false);
        List<Measurement> failing = of(results, engine, true);
        return new Outcome(
                engine,
                sum(safe, Measurement::audits),
                sum(safe, Measurement::wrongAudits),
                !failing.isEmpty(),
                sum(failing, Measurement::atStake),
                sum(failing, m -> total - m.finalTotal()));
    }

    private static List<Measurement> of(Results results, Engine engine, boolean failures) {
        return results.measurements().stream()
                .filter(m -> m.engine() == engine && m.load().kills() == failures)
                .toList();
    }

    private static long sum(List<Measurement> measurements, ToLongFunction<Measurement> figure) {
        return measurements.stream().mapToLong(figure).sum();
    }

    /**
     * The percentage of the money at stake that was lost.
     *
     * @return percent; 0 if nothing was at stake
     */
    public double percentLost() {
        return atStake == 0 ? 0 : PERCENT * lost / atStake;
    }
}
