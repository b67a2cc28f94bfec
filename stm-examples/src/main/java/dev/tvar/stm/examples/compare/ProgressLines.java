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
    private String what = "";
    private int index;

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
    public synchronized void begin(String newWhat, int newIndex) {
        what = newWhat;
        index = newIndex;
        at(0);
    }

    /** Prints a line if the work has come to its next tenth part. */
    @Override
    public synchronized void at(double fraction) {
        double done = (index + Math.min(fraction, 1)) / pieces;
        if (done * LINES >= printed) {
            out.println(Text.format("%3d %%  %s", (int) (PERCENT * done), what));
            out.flush();
            printed = (int) (done * LINES) + 1;
        }
    }

    @Override
    public void close() {}
}
