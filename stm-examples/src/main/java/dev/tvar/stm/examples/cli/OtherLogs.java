package dev.tvar.stm.examples.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Switches off log lines of other engines, which are of no use to the user. */
final class OtherLogs {
    /** Kept here, since the log manager holds loggers only weakly. */
    private static final Logger MULTIVERSE = Logger.getLogger("org.multiverse");

    private OtherLogs() {}

    static void silence() {
        MULTIVERSE.setLevel(Level.OFF);
    }
}
