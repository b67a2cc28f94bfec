package dev.tvar.stm.examples.compare;

import java.io.PrintWriter;

/** A line per piece of work: for pipes and files. */
public final class ProgressLines implements Progress {
    private final PrintWriter out;

    /**
     * Prints to a writer.
     *
     * @param out where to
     */
    public ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(String what, int index) {
        out.println(what);
        out.flush();
    }

    @Override
    public void at(double fraction) {}

    @Override
    public void close() {}
}
