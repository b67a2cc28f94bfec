package dev.tvar.stm.examples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.diagnostics.Conflict;
import dev.tvar.stm.examples.compare.Advice;
import dev.tvar.stm.examples.compare.Cell;
import dev.tvar.stm.examples.compare.Conflicts;
import dev.tvar.stm.examples.compare.Law;
import dev.tvar.stm.examples.compare.Measurement;
import dev.tvar.stm.examples.compare.Plans;
import dev.tvar.stm.examples.compare.Results;
import dev.tvar.stm.examples.compare.Workload;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.support.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static Results results;
    private static String page;

    @BeforeAll
    static void measure() {
        assumeTrue(Svg.isPossible(), "Java has no fonts here");
        results = Samples.results();
        page = HtmlReport.page(results, Samples.CONDITIONS);
    }

    private static void assertShows(String text, String part) {
        assertTrue(text.contains(part), () -> "no '" + part + "' in\n" + text);
    }

    private static String section(String id) {
        int start = page.indexOf("<section id=\"" + id + "\"");
        return page.substring(start, page.indexOf("</section>", start));
    }

    @Test
    void everyEngineIsNamedUnderEveryLoadWithItsFigures() {
        for (Cell cell : results.cells()) {
            String section = section(cell.load().toString());
            Matcher row = Pattern.compile(
                            "<th scope=\"row\">" + cell.engine() + ", " + cell.threads() + "</th>(.*?)</tr>",
                            Pattern.DOTALL)
                    .matcher(section);
            assertTrue(row.find(), cell.engine() + " in " + cell.load());
            List<String> figures = Pattern.compile("<td>(.*?)</td>")
                    .matcher(row.group(1))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertEquals(9, figures.size());
            assertEquals(Text.number(cell.sum(Measurement::audits)), figures.get(6));
            assertEquals(Text.number(cell.sum(Measurement::wrongAudits)), figures.get(7));
            assertEquals(cell.aborts().isPresent() ? Text.number(cell.aborts().getAsLong()) : "–", figures.get(8));
        }
    }

    @Test
    void theSummarySaysWhatWasRunAndWhere() {
        String summary = section("summary");
        for (String fact : List.of(
                "stm, actors, cashier, reserve, saga, ordered-locks, global-lock",
                "uniform, hot-account, read-mostly, blocking, failing",
                "1, 2, and one auditor",
                "4711",
                "2 cores, Linux, amd64, heap up to 512 MB",
                "17.0.1 (Maker)",
                "21 November 2026, 04:05 +00:00, 12 s",
                "<span>./stm</span> <span>compare</span> <span>--threads</span> <span>1,2</span>",
                "<span>--transfers</span> <span>300</span>")) {
            assertShows(summary, fact);
        }
        Law.of(results).forEach(law -> assertShows(summary, law.text()));
    }

    @Test
    void everyLoadHasFourChartsWithCaptionsAndFailuresHaveOne() {
        for (Workload load : Workload.values()) {
            assertEquals(4, count(section(load.toString()), "<svg"), load.toString());
            assertEquals(4, count(section(load.toString()), "<figcaption>"), load.toString());
        }
        assertEquals(1, count(section("failures"), "<svg"));
        assertEquals(1, count(section("conflicts"), "<svg"));
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }

    /** Every display of losses covers all rounds and all numbers of threads. */
    @Test
    void theLossesAreTheSameEverywhereOnThePage() {
        for (Engine engine : results.plan().engines()) {
            long stake = 0;
            long lost = 0;
            for (Measurement m : results.measurements()) {
                if (m.engine() == engine && m.load() == Workload.FAILING) {
                    stake += m.atStake();
                    lost += results.plan().total() - m.finalTotal();
                }
            }
            String both = Text.number(lost) + " of " + Text.number(stake);
            assertShows(
                    section("failures"),
                    "<th scope=\"row\">" + engine + "</th><td>" + Text.number(stake) + "</td><td>" + Text.number(lost)
                            + "</td>");
            assertShows(
                    section("story"),
                    "<th scope=\"row\">" + engine + "</th><td class=\"" + (lost == 0 ? "good" : "bad") + "\">" + both
                            + "</td>");
            if (lost != 0) {
                assertShows(section("summary"), "<strong>" + engine + "</strong> <span>lost " + both);
            }
            Cell busiest = results.cell(engine, Workload.FAILING, 2).orElseThrow();
            assertTrue(stake > busiest.sum(Measurement::atStake), "one number of threads is not all");
        }
    }

    @Test
    void theFirstThingSaidIsWhenToChooseWhatAndTheSummaryFollows() {
        int last = 0;
        for (Advice advice : Advice.of(results)) {
            int place = page.indexOf("<dd>" + advice.sentence() + "</dd>");
            assertTrue(place > last, advice + " in " + page.substring(0, 4_000));
            last = place;
        }
        assertTrue(page.indexOf("<section id=\"summary\">") > last, "before the summary");
        assertTrue(page.indexOf("<h2>") > last, "before all else");
    }

    @Test
    void theStoryOfTheMoneyShowsTheTotal() {
        assertShows(
                section("story"),
                "<p>Money was lost by actors, cashier, ordered-locks and global-lock, and none by stm, reserve and saga.</p>");
        assertEquals(1, count(section("story"), "<svg"));
        assertShows(section("story"), "the opening and the final total. Flat all the way: stm");
    }

    @Test
    void protocolsHaveACountOfTheirMessages() {
        for (String engine : List.of("actors", "cashier", "reserve", "saga")) {
            assertTrue(
                    Pattern.compile("<th scope=\"row\">" + engine + "</th><td>[0-9.]+</td><td>[0-9.]+</td></tr>")
                            .matcher(section("summary"))
                            .find(),
                    engine);
        }
    }

    @Test
    void thePageLoadsNothing() {
        assertFalse(page.contains("<script"), "a script");
        assertFalse(page.contains("@import") || page.contains("url(http"), "a style from elsewhere");
        List<String> links = Pattern.compile("(?:href|src)=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.startsWith("#") && !link.equals("data:,"))
                .toList();
        assertEquals(List.of(), links);
    }

    @Test
    void anEarlyEndIsReportedAndMissingResultsAreDashes() {
        Results partial = new Results(
                Samples.plan(),
                results.measurements().stream()
                        .filter(m -> m.load() == Workload.UNIFORM && m.engine() != Engine.CASHIER && m.threads() == 2)
                        .toList(),
                Conflicts.NONE);
        String early = HtmlReport.page(partial, Samples.CONDITIONS);
        assertShows(early, "Ended early: 12 of 140 measurements");
        assertShows(early, "<th scope=\"row\">cashier</th><td>–</td>");
        assertShows(early, "<section id=\"uniform\"");
        assertFalse(early.contains("<section id=\"failing\""));
        assertFalse(early.contains("<section id=\"failures\""));
    }

    @Test
    void evenWithoutAnyMeasurementThereIsAPage() {
        String empty = HtmlReport.page(new Results(Samples.plan(), List.of(), Conflicts.NONE), Samples.CONDITIONS);
        assertShows(empty, "Ended early: 0 of 140 measurements");
        assertShows(empty, "<p>Nothing was measured.</p>");
    }

    @Test
    void withoutFontsTheFiguresAreStillThere() {
        String plain = HtmlReport.page(results, Samples.CONDITIONS, false);
        assertShows(plain, "No charts: Java found no fonts");
        assertFalse(plain.contains("<svg"));
        assertShows(plain, "<section id=\"failing\"");
    }

    @Test
    void aViolatedLawIsSaid() {
        Measurement wrong = Plans.measured(Engine.STM, Workload.UNIFORM, 1, 3, 999);
        String violated =
                HtmlReport.page(new Results(Samples.plan(), List.of(wrong), Conflicts.NONE), Samples.CONDITIONS);
        assertShows(violated, "<p class=\"verdict violated\">A law was violated");
        assertShows(violated, "<p>A law was violated by stm: that the total is the same at the end.</p>");
        assertShows(violated, "<dd>Do not choose STM by this run: stm violated a law.</dd>");
        assertFalse(violated.contains("Each engine kept the laws"));
        assertShows(violated, "not so: stm");
    }

    @Test
    void reasonsForRetriesAreListedWithNamesEscaped() {
        Conflict worst = new Conflict("<b>hot</b>", "pay & run", "audit", AbortKind.LOCKED, 1_234);
        Conflicts conflicts =
                new Conflicts(List.of(new Conflicts.Run("uniform", "a test", 100_000, 67, 8, List.of(worst))));
        String told =
                HtmlReport.page(new Results(Samples.plan(), results.measurements(), conflicts), Samples.CONDITIONS);
        assertShows(told, "<th scope=\"row\">uniform</th><td>100,000</td><td>67</td><td>670</td><td>8</td>");
        assertShows(
                told,
                "<th scope=\"row\">uniform</th>" + words("&lt;b&gt;hot&lt;/b&gt;") + words("pay &amp; run")
                        + words("audit") + words("it stayed locked") + "<td>1,234</td>");
    }

    private static String words(String text) {
        return "<td class=\"words\">" + text + "</td>";
    }

    @Test
    void everyLoadIsAskedWhyItRetriedAndOneMore() {
        List<String> names =
                results.conflicts().runs().stream().map(Conflicts.Run::name).toList();
        assertEquals(List.of("uniform", "hot-account", "read-mostly", "blocking", "failing", "get-and-set"), names);
        names.forEach(name -> assertShows(section("conflicts"), "<th scope=\"row\">" + name + "</th>"));
    }

    @Test
    void onlyAnEarlierReportMayBeReplaced(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("report.html");
        assertTrue(HtmlReport.mayReplace(file));
        Files.writeString(file, page);
        assertTrue(HtmlReport.mayReplace(file));
        Files.writeString(file, "<html>");
        assertFalse(HtmlReport.mayReplace(file));
        assertFalse(HtmlReport.mayReplace(directory));
    }

    @Test
    void theDataAreThoseOfEveryMeasurement() {
        String json = JsonReport.text(results, Samples.CONDITIONS);
        assertEquals(results.measurements().size(), count(json, "\"operationsPerSecond\""));
        results.measurements().forEach(m -> assertShows(json, "\"nanos\": " + m.nanos()));
        assertShows(json, "\"seed\": 4711");
    }
}
