package dev.tvar.stm.benchmarks.run;

/** A cell could not be measured: a law was broken, or the engine failed. */
final class CellFailed extends Exception {
    private static final long serialVersionUID = 1;

    CellFailed(String why) {
        super(why);
    }
}
