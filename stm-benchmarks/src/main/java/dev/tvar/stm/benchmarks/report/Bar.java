package dev.tvar.stm.benchmarks.report;

import dev.tvar.stm.benchmarks.result.Results;
import java.util.function.ToDoubleFunction;

/**
 * A goal for this library.
 *
 * @param workload the workload, for the reader
 * @param claim the measured quantity
 * @param least whether the figure must be at least the mark; otherwise at most
 * @param mark the goal
 * @param stretch a goal beyond it; NaN if there is none
 * @param figure the measured figure; NaN if the run did not measure it
 */
record Bar(
        String workload, String claim, boolean least, double mark, double stretch, ToDoubleFunction<Results> figure) {

    /** The judgement of a figure, as the report prints it. */
    String judge(Results results) {
        double found = figure.applyAsDouble(results);
        if (Double.isNaN(found)) {
            return "not measured";
        }
        if (!reaches(found, mark)) {
            return "**missed**";
        }
        return !Double.isNaN(stretch) && reaches(found, stretch) ? "met, and the stretch goal too" : "met";
    }

    private boolean reaches(double found, double wanted) {
        return least ? found >= wanted : found <= wanted;
    }

    /** The goal in words: "at most 1.30". */
    String goal() {
        return (least ? "at least " : "at most ") + Numbers.ratio(mark);
    }
}
