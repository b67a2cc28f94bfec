package dev.tvar.stm.testing.history;

import dev.tvar.stm.internal.Seam;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Turns on the engine's test seam before the first test class is loaded, unless the system property {@code dev.tvar.stm.seam}
 * says something already. Found by the JUnit platform through {@code META-INF/services}.
 */
public final class SeamSwitch implements LauncherSessionListener {
    private static final String PROPERTY = "dev.tvar.stm.seam";

    /** For the JUnit platform. */
    public SeamSwitch() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "true");
        }
    }

    /** Throws IllegalStateException if the engine cannot be recorded, with the reason and the cure. */
    static void requireSeam() {
        if (Seam.ON) {
            return;
        }
        String setting = System.getProperty(PROPERTY);
        if (setting == null) {
            throw new IllegalStateException("transactions cannot be recorded: the engine runs without its test seam. "
                    + "Start this JVM with -D" + PROPERTY + "=true; under JUnit 5 the jar of stm-tests does so by "
                    + "itself, unless listeners of launcher sessions are turned off.");
        }
        if (Boolean.parseBoolean(setting)) {
            throw new IllegalStateException("transactions cannot be recorded: the engine was loaded before the system "
                    + "property " + PROPERTY
                    + " was set, perhaps by another listener or a Java agent. Start this JVM with -D"
                    + PROPERTY + "=true.");
        }
        throw new IllegalStateException("transactions cannot be recorded: this JVM was started with -D" + PROPERTY + "="
                + setting + ", which turns the engine's test seam off. Set it to true, or leave it away.");
    }
}
