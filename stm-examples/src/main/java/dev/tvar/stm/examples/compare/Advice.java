package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.engine.Kind;
import dev.tvar.stm.examples.support.Text;
import java.util.Arrays;
import java.util.List;

/**
 * When to choose one kind of engine, by the figures of one run.
 *
 * @param kind the kind
 * @param sentence one sentence, true of the run
 */
public record Advice(Kind kind, String sentence) {
    /**
     * The advice of a run: one sentence for each kind, in a fixed order.
     *
     * @param results what was measured
     * @return as many as there are kinds
     */
    public static List<Advice> of(Results results) {
        Standings standings = new Standings(results);
        return Arrays.stream(Kind.values())
                .map(kind -> new Advice(kind, new Writer(kind, standings).sentence()))
                .toList();
    }

    /** Writes the sentence of one kind. */
    private record Writer(Kind kind, Standings standings) {
        String sentence() {
            List<Engine> usable = standings.usable(kind);
            if (standings.measured(kind).isEmpty()) {
                return Text.format(
                        "This run says nothing about %s: none was measured with %s.", kind.plural(), threads());
            }
            if (usable.isEmpty()) {
                return Text.format(
                        "Do not choose %s by this run: %s violated a law.", kind, and(standings.measured(kind)));
            }
            if (standings.isAlone(kind)) {
                return Text.format("This run speaks neither for nor against %s: nothing else was measured.", kind);
            }
            List<Standings.Win> sound = standings.wins(kind, standings.sound());
            if (standings.soundnessDiffers() && !sound.isEmpty()) {
                return whereItMustBeRight(sound);
            }
            List<Standings.Win> fast = standings.wins(kind, standings.usable());
            return fast.isEmpty() ? noReason() : whereSpeedCounts(fast);
        }

        private String whereItMustBeRight(List<Standings.Win> wins) {
            List<Engine> managed = standings.sound();
            boolean alone = managed.stream().allMatch(engine -> engine.kind() == kind);
            String first = Text.format("Choose %s when %s: ", kind, demand());
            String second = alone
                    ? and(managed) + " alone managed that"
                    : Text.format(
                            "of the engines that managed that (%s), the fastest %s was %s%s",
                            comma(managed), loads(wins), or(wins), margin(wins));
            return first + second + price(wins.get(0)) + ".";
        }

        /** How much faster than it the fastest of all was, unless it was the fastest itself. */
        private String price(Standings.Win win) {
            List<Standings.Win> fastest = standings.wins(kind, standings.usable()).stream()
                    .filter(lead -> standings.sound().contains(lead.own().engine()))
                    .toList();
            Cell best = standings.best(win.load(), standings.usable()).orElseThrow();
            if (!fastest.isEmpty()) {
                return Text.format("; %s it was the fastest of all", loads(fastest));
            }
            return best.engine() == win.own().engine()
                    ? ""
                    : Text.format(
                            "; %s made %s times its rate for %s",
                            best.engine(),
                            ratio(rate(best) / rate(win.own())),
                            win.load().what());
        }

        private String whereSpeedCounts(List<Standings.Win> wins) {
            Outcome outcome = standings.outcome(wins.get(0).own().engine());
            String condition = (outcome.lost() != 0 ? " and nothing fails midway" : "")
                    + (outcome.wrongAudits() > 0 ? " and a total may be wrong" : "");
            return Text.format(
                    "Choose %s when speed counts most%s: the fastest %s was %s%s%s.",
                    kind, condition, loads(wins), or(wins), margin(wins), but(outcome));
        }

        private static String but(Outcome outcome) {
            String lost = outcome.lost() != 0
                    ? Text.format("; %s lost %,d of %,d in flight", outcome.engine(), outcome.lost(), outcome.atStake())
                    : "";
            String wrong = outcome.wrongAudits() > 0
                    ? Text.format(
                            "; %s showed %,d wrong totals in %,d audits",
                            outcome.engine(), outcome.wrongAudits(), outcome.audits())
                    : "";
            return lost + wrong;
        }

        private String noReason() {
            for (Workload load : standings.loads()) {
                Cell own = standings.best(load, standings.usable(kind)).orElse(null);
                Cell other = standings.bestOther(load, kind, standings.usable()).orElse(null);
                if (own != null && other != null) {
                    return Text.format(
                            "Choose %s for reasons that this run cannot show, such as %s: for %s, %s%s.",
                            kind, kind.beyond(), load.what(), lead(other, own), leadOfSound(load));
                }
            }
            return Text.format("This run does not compare %s with anything under the same load.", kind);
        }

        private String leadOfSound(Workload load) {
            Cell own = standings
                    .best(
                            load,
                            standings.sound().stream()
                                    .filter(engine -> engine.kind() == kind)
                                    .toList())
                    .orElse(null);
            Cell other = standings.bestOther(load, kind, standings.sound()).orElse(null);
            return !standings.soundnessDiffers() || own == null || other == null
                    ? ""
                    : Text.format("; among those %s, %s", without(), lead(other, own));
        }

        private static String lead(Cell other, Cell own) {
            return Text.format(
                    "%s made %s times the rate of %s", other.engine(), ratio(rate(other) / rate(own)), own.engine());
        }

        private String without() {
            String lost = "without lost money";
            return standings.lossesDiffer() && standings.totalsDiffer()
                    ? lost + " or wrong totals"
                    : standings.lossesDiffer() ? lost : "without wrong totals";
        }

        /** The property by which the engines of the run differ. */
        private String demand() {
            String lost = "no money may be lost";
            String wrong = "no total may be wrong";
            return standings.lossesDiffer() && standings.totalsDiffer()
                    ? lost + " and " + wrong
                    : standings.lossesDiffer() ? lost : wrong;
        }

        /** The lead over the best of the other kinds under the first load that has one. */
        private static String margin(List<Standings.Win> wins) {
            return wins.stream()
                    .filter(win -> win.other().isPresent())
                    .findFirst()
                    .map(win -> Text.format(
                            ", %s times %s%s",
                            ratio(rate(win.own()) / rate(win.other().orElseThrow())),
                            win.other().orElseThrow().engine(),
                            wins.size() == 1 ? "" : " for " + win.load().what()))
                    .orElse("");
        }

        private String loads(List<Standings.Win> wins) {
            List<Workload> won = wins.stream().map(Standings.Win::load).toList();
            List<Workload> others = standings.loads().stream()
                    .filter(load -> !won.contains(load))
                    .toList();
            if (others.isEmpty() && won.size() > 1) {
                return "under every load";
            }
            return others.size() == 1 && won.size() > 2
                    ? "under every load but " + others.get(0)
                    : "for " + joined(won.stream().map(Workload::what).toList(), " and ");
        }

        private static String or(List<Standings.Win> wins) {
            return joined(
                    wins.stream()
                            .map(win -> win.own().engine().toString())
                            .distinct()
                            .toList(),
                    " or ");
        }

        private String threads() {
            return Text.threads(standings.threads());
        }

        private static double rate(Cell cell) {
            return cell.rate().median();
        }

        private static String ratio(double ratio) {
            return Text.format(ratio >= 10 ? "%,.0f" : ratio >= 0.1 ? "%.1f" : ratio >= 0.01 ? "%.2f" : "%.4f", ratio);
        }

        private static String and(List<Engine> engines) {
            return joined(engines.stream().map(Engine::toString).toList(), " and ");
        }

        private static String comma(List<Engine> engines) {
            return joined(engines.stream().map(Engine::toString).toList(), ", ");
        }

        private static String joined(List<String> names, String last) {
            int end = names.size() - 1;
            return end == 0 ? names.get(0) : String.join(", ", names.subList(0, end)) + last + names.get(end);
        }
    }
}
