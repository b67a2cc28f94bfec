package dev.tvar.stm.benchmarks.run;

import dev.tvar.stm.benchmarks.plan.TableCell;
import dev.tvar.stm.benchmarks.result.Sample;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on a terminal, otherwise a line for each fork; failures are lines in both cases. */
public final class ProgressLines implements AutoCloseable {
    /** Set by the launcher: a shell can find out on every JDK whether standard error is a terminal. */
    private static final String ON_TERMINAL = "stm.terminal";

    private final int forks;
    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private int done;

    /** Progress of a run with this number of forks. */
    public ProgressLines(int forks, PrintWriter err) {
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

    void begins(TableCell cell) {
        if (bar != null) {
            bar.setExtraMessage(" " + name(cell));
        }
    }

    void found(TableCell cell, Sample sample) {
        step("%s: %,.0f %s"
                .formatted(name(cell), sample.rate(), cell.scenario().workload().unit()));
    }

    void failed(TableCell cell, String why) {
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

    private static String name(TableCell cell) {
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
