package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.List;
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
        long total = results.plan().total();
        List<Measurement> all = results.measurements();
        return List.of(
                        judge(
                                "the total is the same at the end",
                                only(all, m -> !m.load().kills()),
                                m -> m.finalTotal() == total),
                        judge(
                                "no audit saw a wrong total",
                                only(all, m -> auditsExactly(m.engine(), m.load())),
                                m -> m.wrongAudits() == 0),
                        judge(
                                "a transfer that fails midway leaves nothing behind",
                                only(all, m -> m.load().kills() && m.engine().undoesHalfTransfers()),
                                m -> m.finalTotal() == total))
                .stream()
                .filter(law -> !law.who().isEmpty())
                .toList();
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

    private static List<Measurement> only(List<Measurement> measurements, Predicate<Measurement> chosen) {
        return measurements.stream().filter(chosen).toList();
    }

    private static Law judge(String text, List<Measurement> asked, Predicate<Measurement> keeps) {
        boolean held = asked.stream().allMatch(keeps);
        String who = asked.stream()
                .filter(held ? m -> true : keeps.negate())
                .map(Measurement::engine)
                .sorted()
                .distinct()
                .map(Engine::toString)
                .collect(Collectors.joining(", "));
        return new Law(text, held, who);
    }
}
