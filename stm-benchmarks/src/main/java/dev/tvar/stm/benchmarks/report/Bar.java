package dev.tvar.stm.benchmarks.report;

import dev.tvar.stm.benchmarks.result.Results;
import java.util.function.ToDoubleFunction;

/**
 * A mark that this library wants to reach.
 *
 * @param workload of which workload, for sorting by the reader
 * @param claim what is measured
 * @param least whether the figure must be at least the mark; otherwise at most
 * @param mark the bar
 * @param stretch the mark beyond; NaN if there is none
 * @param figure the measured figure; NaN if the run did not measure it
 */
record Bar(
        String workload, String claim, boolean least, double mark, double stretch, ToDoubleFunction<Results> figure) {

    /** How a figure stands to its bar. */
    enum Verdict {
        NOT_MEASURED("not measured"),
        MISSED("**missed**"),
        MET("met"),
        BEYOND("met, and the stretch too");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    Verdict judge(Results results) {
        double found = figure.applyAsDouble(results);
        if (Double.isNaN(found)) {
            return Verdict.NOT_MEASURED;
        }
        if (!reaches(found, mark)) {
            return Verdict.MISSED;
        }
        return !Double.isNaN(stretch) && reaches(found, stretch) ? Verdict.BEYOND : Verdict.MET;
    }

    private boolean reaches(double found, double wanted) {
        return least ? found >= wanted : found <= wanted;
    }

    /** The mark in words: "at most 1.3". */
    String wanted() {
        return (least ? "at least " : "at most ") + Figures.ratio(mark);
    }
}
