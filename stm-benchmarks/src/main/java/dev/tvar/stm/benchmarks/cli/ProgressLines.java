package dev.tvar.stm.benchmarks.cli;

import dev.tvar.stm.benchmarks.plan.Cell;
import dev.tvar.stm.benchmarks.result.Sample;
import dev.tvar.stm.benchmarks.run.Progress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on a terminal; otherwise a line for each fork. Failures are lines in both cases. */
final class ProgressLines implements Progress {
    /** The launcher sets it, for only the shell knows about standard error on every JDK. */
    private static final String ON_TERMINAL = "stm.terminal";

    private final int forks;
    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private int done;

    ProgressLines(int forks, PrintWriter err) {
        this.forks = forks;
        this.err = err;
        this.bar = Boolean.getBoolean(ON_TERMINAL)
                ? new ProgressBarBuilder()
                        .setTaskName("bench")
                        .setInitialMax(forks)
                        .setStyle(ProgressBarStyle.ASCII)
                        .build()
                : null;
    }

    @Override
    public void begins(Cell cell) {
        if (bar != null) {
            bar.setExtraMessage(" " + name(cell));
        }
    }

    @Override
    public void found(Cell cell, Sample sample) {
        step("%s: %,.0f %s"
                .formatted(name(cell), sample.rate(), cell.scenario().workload().unit()));
    }

    @Override
    public void failed(Cell cell, String why) {
        String line = "%s: FAILED: %s".formatted(name(cell), why);
        if (bar != null) {
            err.println("\r" + line);
        }
        step(line);
    }

    private void step(String line) {
        done++;
        if (bar == null) {
            err.println("[%d/%d] %s".formatted(done, forks, line));
        } else {
            bar.step();
        }
    }

    private static String name(Cell cell) {
        return "%s %s, %s"
                .formatted(
                        cell.scenario().workload().label(),
                        cell.engine().label(),
                        cell.scenario().title());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
