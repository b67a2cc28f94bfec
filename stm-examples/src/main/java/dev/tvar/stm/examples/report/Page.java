package dev.tvar.stm.examples.report;

import dev.tvar.stm.examples.compare.Advice;
import dev.tvar.stm.examples.compare.Extent;
import dev.tvar.stm.examples.compare.Headline;
import dev.tvar.stm.examples.compare.Law;
import dev.tvar.stm.examples.compare.Outcome;
import dev.tvar.stm.examples.compare.Plan;
import dev.tvar.stm.examples.compare.Remark;
import dev.tvar.stm.examples.compare.Results;
import dev.tvar.stm.examples.compare.Workload;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.support.Text;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The model of the page: {@code report.mustache} is the page in reading order, and this class has a method for every name in it.
 *
 * <p>Mustache escapes every value and has no logic. A builder of HTML in Java would spread the page over methods; string
 * concatenation would risk a missing escape. Names are bound by reflection: a missing one is an exception when the page is rendered,
 * and every test of the page renders it.
 */
final class Page {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm xxx", Locale.ENGLISH);

    private final Results results;
    private final Conditions conditions;
    private final boolean charts;
    private final Figures figures;
    private final Tabulated tables;

    /** A name and its value. */
    record Fact(String name, String value) {}

    /** A kind of engine, and when to choose it. */
    record Tip(String kind, String sentence) {}

    /** The section of one load. */
    record Section(String id, String name, String about, List<Figure> figures, Table table) {}

    /** The fate of the money in one engine, on the first screen. */
    record Score(String engine, String lost, boolean loses, String wrong, boolean errs) {}

    /** The section about failing participants. */
    record Failures(List<Figure> figures, Table table) {}

    Page(Results results, Conditions conditions, boolean charts) {
        this.results = results;
        this.conditions = conditions;
        this.charts = charts;
        this.figures = new Figures(results);
        this.tables = new Tabulated(results);
    }

    String style() {
        return Resources.text("report.css");
    }

    boolean charts() {
        return charts;
    }

    boolean complete() {
        return results.complete();
    }

    String progress() {
        return Text.format(
                "%,d of %,d measurements", results.completed(), results.plan().measurements());
    }

    boolean held() {
        return laws().stream().allMatch(Law::held);
    }

    /** When to choose what. */
    List<Tip> advice() {
        return Advice.of(results).stream()
                .map(advice -> new Tip(capitalised(advice.kind().toString()), advice.sentence()))
                .toList();
    }

    /** The figures behind the advice. */
    String basis() {
        return Text.format(
                "Rates with %s, medians; a lead of less than a fifth does not count.",
                Text.threads(results.plan().mostThreads()));
    }

    String title() {
        return Headline.of(results).get(0);
    }

    List<String> sentences() {
        return Headline.of(results);
    }

    /** The total that every audit should see. */
    String total() {
        return Text.number(results.plan().total());
    }

    /** At most one. */
    List<Figure> first() {
        return charts ? figures.first().stream().toList() : List.of();
    }

    List<Score> scores() {
        return Outcome.of(results).stream()
                .map(outcome -> new Score(
                        outcome.engine().toString(),
                        outcome.failures() ? ofAll(outcome.lost(), outcome.atStake()) : "not measured",
                        outcome.lost() != 0,
                        outcome.audits() > 0 ? ofAll(outcome.wrongAudits(), outcome.audits()) : "not measured",
                        outcome.wrongAudits() > 0))
                .toList();
    }

    private static String ofAll(long part, long all) {
        return Text.format("%,d of %,d", part, all);
    }

    List<Law> laws() {
        return Law.of(results);
    }

    List<Remark> lessons() {
        return Remark.of(results);
    }

    List<Fact> facts() {
        Plan plan = results.plan();
        return List.of(
                new Fact("Engines", joined(plan.engines())),
                new Fact("Loads", joined(plan.loads())),
                new Fact("Threads", joined(plan.threads()) + ", and one auditor"),
                new Fact("Accounts", Text.format("%,d, each opened with %,d", plan.accounts(), Plan.OPENING)),
                new Fact(
                        "Measurements",
                        Text.format(
                                "%s each, %s; every engine is warmed up first",
                                plan.extent(), plan.repetitions() == 1 ? "one round" : plan.repetitions() + " rounds")),
                new Fact("Processes", conditions.oneProcess() ? "one for all engines" : "one for each engine"),
                new Fact("Seed", String.valueOf(plan.seed())),
                new Fact(
                        "Machine",
                        Text.format(
                                "%d cores, %s, heap up to %,d MB",
                                conditions.cores(), conditions.system(), conditions.heapMegabytes())),
                new Fact("Java", conditions.java()),
                new Fact("Run", Text.format("%s, %,d s", DATE.format(conditions.started()), conditions.seconds())));
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String joined(List<?> things) {
        return things.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    Table overview() {
        return tables.overview();
    }

    /** At most one. */
    List<Table> messages() {
        return Stream.of(tables.messages())
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    boolean oneProcess() {
        return conditions.oneProcess();
    }

    List<Section> loads() {
        return results.plan().loads().stream()
                .map(load -> new Section(
                        load.toString(),
                        load.toString(),
                        capitalised(load.about()),
                        charts ? figures.of(load) : List.of(),
                        tables.of(load)))
                .filter(section -> !section.table().rows().isEmpty())
                .toList();
    }

    /** At most one. */
    List<Failures> failures() {
        List<Outcome> outcomes =
                Outcome.of(results).stream().filter(Outcome::failures).toList();
        List<Figure> losses = charts && !outcomes.isEmpty() ? List.of(LossChart.of(outcomes)) : List.of();
        return outcomes.isEmpty() ? List.of() : List.of(new Failures(losses, tables.losses(outcomes)));
    }

    /** At most one. */
    List<Figure> aborts() {
        return charts ? figures.aborts().stream().toList() : List.of();
    }

    boolean transactional() {
        return results.plan().engines().contains(Engine.STM);
    }

    /** Whether the diagnostics were enabled. */
    boolean asked() {
        return !results.conflicts().runs().isEmpty();
    }

    /** Empty if the diagnostics were not enabled; without the second table if there was no conflict. */
    List<Table> conflictTables() {
        return Stream.of(tables.retries(), tables.conflicts())
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    /** The words of the command line that repeats the run. */
    List<String> command() {
        Plan plan = results.plan();
        List<String> words = new ArrayList<>(List.of("./stm", "compare"));
        List<Engine> local = new ArrayList<>(plan.engines());
        boolean withStore = local.remove(Engine.ETCD);
        if (!local.equals(Engine.local())) {
            words.addAll(List.of("--engines", list(local)));
        }
        if (withStore) {
            words.addAll(List.of("--store", Engine.ETCD.toString()));
        }
        if (!plan.loads().equals(List.of(Workload.values()))) {
            words.addAll(List.of("--loads", list(plan.loads())));
        }
        words.addAll(List.of("--threads", list(plan.threads()), "--accounts", String.valueOf(plan.accounts())));
        if (plan.extent() instanceof Extent.Counting operations) {
            words.addAll(List.of("--transfers", String.valueOf(operations.count())));
        } else if (plan.extent() instanceof Extent.Lasting lasting) {
            words.addAll(List.of("--duration", String.valueOf(lasting.duration().toMillis())));
        }
        words.addAll(
                List.of("--repetitions", String.valueOf(plan.repetitions()), "--seed", String.valueOf(plan.seed())));
        return words;
    }

    private static String list(List<?> things) {
        return things.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
