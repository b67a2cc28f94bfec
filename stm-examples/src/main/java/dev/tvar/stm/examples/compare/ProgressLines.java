package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.support.Text;
import java.io.PrintWriter;

/** A line at every tenth part of the work: for pipes and files. */
public final class ProgressLines implements Progress {
    private static final int LINES = 10;
    private static final int PERCENT = 100;

    private final PrintWriter out;
    private final int pieces;
    private int printed;

    /**
     * Prints to a writer.
     *
     * @param out where to
     * @param pieces how many pieces of work there are
     */
    public ProgressLines(PrintWriter out, int pieces) {
        this.out = out;
        this.pieces = pieces;
    }

    @Override
    public void begin(String what, int index) {
        if (index * LINES >= printed * pieces) {
            out.println(Text.format("%3d %%  %s", PERCENT * index / pieces, what));
            out.flush();
            printed = index * LINES / pieces + 1;
        }
    }

    @Override
    public void at(double fraction) {}

    @Override
    public void close() {}
}
