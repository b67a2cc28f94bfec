package dev.tvar.stm.examples.cli;

/** What the program's exit codes mean; the help of every command lists them. */
final class ExitCode {
    static final int HELD = 0;
    static final int VIOLATED = 1;
    static final int USAGE = 2;
    static final int FAILED = 3;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
