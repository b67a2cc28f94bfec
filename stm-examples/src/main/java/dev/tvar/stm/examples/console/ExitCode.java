package dev.tvar.stm.examples.console;

/** The exit codes of the programs; the help of every command lists them. */
public final class ExitCode {
    /** All is done, and all laws held. */
    public static final int HELD = 0;

    /** A law was violated. */
    public static final int VIOLATED = 1;

    /** A bad command line, or a bad file; nothing was done. */
    public static final int USAGE = 2;

    /** The program failed, or its results could not be written. */
    public static final int FAILED = 3;

    /** Ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    /** The reader of standard output has gone; the code of a shell for a program ended by SIGPIPE. */
    public static final int READER_GONE = 141;

    private ExitCode() {}
}
