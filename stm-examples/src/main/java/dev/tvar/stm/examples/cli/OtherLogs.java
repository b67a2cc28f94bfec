package dev.tvar.stm.examples.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Log lines of other engines, which say nothing to the user. */
final class OtherLogs {
    /** Kept here: the log manager itself forgets loggers that nobody holds. */
    private static final Logger MULTIVERSE = Logger.getLogger("org.multiverse");

    private OtherLogs() {}

    static void silence() {
        MULTIVERSE.setLevel(Level.OFF);
    }
}
