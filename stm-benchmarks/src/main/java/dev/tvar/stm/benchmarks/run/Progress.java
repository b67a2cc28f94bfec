package dev.tvar.stm.benchmarks.run;

import dev.tvar.stm.benchmarks.plan.Cell;
import dev.tvar.stm.benchmarks.result.Sample;

/** Is told how a run goes on. */
public interface Progress extends AutoCloseable {
    /**
     * A fork begins.
     *
     * @param cell of which cell
     */
    void begins(Cell cell);

    /**
     * A fork has been measured.
     *
     * @param cell of which cell
     * @param sample what it found; with near processors, if it found that
     */
    void found(Cell cell, Sample sample);

    /**
     * A fork has failed.
     *
     * @param cell of which cell
     * @param why one line
     */
    void failed(Cell cell, String why);

    @Override
    void close();
}
