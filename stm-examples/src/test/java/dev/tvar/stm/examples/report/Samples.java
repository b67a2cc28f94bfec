package dev.tvar.stm.examples.report;

import dev.tvar.stm.examples.compare.Comparison;
import dev.tvar.stm.examples.compare.Extent;
import dev.tvar.stm.examples.compare.Plan;
import dev.tvar.stm.examples.compare.Plans;
import dev.tvar.stm.examples.compare.Results;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/** Small comparisons that were really run. */
final class Samples {
    static final Conditions CONDITIONS = new Conditions(
            ZonedDateTime.of(2026, 11, 21, 4, 5, 6, 0, ZoneOffset.UTC),
            12,
            2,
            "17.0.1 (Maker)",
            "Linux, amd64",
            512,
            false);

    private Samples() {}

    static Plan plan() {
        return new Plan(Plans.ENGINES, Plans.LOADS, List.of(1, 2), 10, new Extent.Counting(300), 2, 4_711);
    }

    static Results results() {
        return Comparison.inOneProcess(plan(), Plans.silent(), () -> false).run();
    }

    static String page() {
        return HtmlReport.page(results(), CONDITIONS);
    }
}
