package dev.tvar.stm.benchmarks.cli;

/** How the program ends. */
final class ExitCode {
    static final int DONE = 0;
    static final int LAW_BROKEN = 1;
    static final int USAGE = 2;
    static final int FAILED = 3;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
