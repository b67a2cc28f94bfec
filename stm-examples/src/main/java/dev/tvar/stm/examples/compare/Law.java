package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A law, and whether it held.
 *
 * @param text the law, as a sentence without its full stop
 * @param held whether it held in every measurement
 * @param who the engines to which it applies; if it was violated, the engines that violated it
 */
public record Law(String text, boolean held, String who) {
    /**
     * All laws that the measurements can check. A law applies only to engines that promise it: wrong
     * audits where money is in flight, and losses where nothing is undone, are lessons.
     *
     * @param results what was measured
     * @return the laws
     */
    public static List<Law> of(Results results) {
        return rules(results).stream()
                .map(rule -> judge(rule, results.measurements()))
                .filter(law -> !law.who().isEmpty())
                .toList();
    }

    /** A law, the measurements that it concerns, and those that keep it. */
    private record Rule(String text, Predicate<Measurement> concerns, Predicate<Measurement> keeps) {
        boolean isViolatedBy(Measurement measurement) {
            return concerns.test(measurement) && !keeps.test(measurement);
        }
    }

    private static List<Rule> rules(Results results) {
        long total = results.plan().total();
        return List.of(
                new Rule("the total is the same at the end", m -> !m.load().kills(), m -> m.finalTotal() == total),
                new Rule(
                        "no audit saw a wrong total",
                        m -> auditsExactly(m.engine(), m.load()),
                        m -> m.wrongAudits() == 0),
                new Rule(
                        "a transfer that fails midway leaves nothing behind",
                        m -> m.load().kills() && m.engine().undoesHalfTransfers(),
                        m -> m.finalTotal() == total));
    }

    /**
     * The engines that violated a law.
     *
     * @param results what was measured
     * @return empty if all laws held
     */
    static Set<Engine> violators(Results results) {
        List<Rule> rules = rules(results);
        return results.measurements().stream()
                .filter(m -> rules.stream().anyMatch(rule -> rule.isViolatedBy(m)))
                .map(Measurement::engine)
                .collect(Collectors.toSet());
    }

    /**
     * Whether wrong audits of an engine under a load violate a law.
     *
     * @param engine the engine
     * @param load the load
     * @return false if they are a lesson
     */
    public static boolean auditsExactly(Engine engine, Workload load) {
        return engine.auditsExactly() && (!load.kills() || engine.undoesHalfTransfers());
    }

    private static Law judge(Rule rule, List<Measurement> measurements) {
        List<Measurement> asked = measurements.stream().filter(rule.concerns()).toList();
        boolean held = asked.stream().noneMatch(rule::isViolatedBy);
        String who = asked.stream()
                .filter(m -> held || rule.isViolatedBy(m))
                .map(Measurement::engine)
                .sorted()
                .distinct()
                .map(Engine::toString)
                .collect(Collectors.joining(", "));
        return new Law(rule.text(), held, who);
    }
}
