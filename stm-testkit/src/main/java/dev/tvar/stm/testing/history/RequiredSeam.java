package dev.tvar.stm.testing.history;

import dev.tvar.stm.internal.seam.Seam;

/** The engine's test seam, which recordings need. */
final class RequiredSeam {
    static final String PROPERTY = "dev.tvar.stm.seam";

    private RequiredSeam() {}

    /** Throws IllegalStateException if the seam is off; the message has the reason and the remedy. */
    static void check(String what) {
        if (Seam.ON) {
            return;
        }
        String setting = System.getProperty(PROPERTY);
        if (setting == null) {
            throw new IllegalStateException("transactions cannot be " + what
                    + ": the engine runs without its test seam. "
                    + "Start this JVM with -D" + PROPERTY + "=true; under JUnit the jar of stm-testkit does so by "
                    + "itself, unless listeners of launcher sessions are turned off.");
        }
        if (Boolean.parseBoolean(setting)) {
            throw new IllegalStateException(
                    "transactions cannot be " + what + ": the engine was loaded before the system "
                            + "property " + PROPERTY
                            + " was set, perhaps by another listener or a Java agent. Start this JVM with -D"
                            + PROPERTY + "=true.");
        }
        throw new IllegalStateException("transactions cannot be " + what + ": this JVM was started with -D" + PROPERTY
                + "=" + setting + ", which turns the engine's test seam off. Set it to true, or omit it.");
    }
}
