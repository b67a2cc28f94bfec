package dev.tvar.stm.testing.history;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Turns on the engine's test seam before the first test class is loaded, unless the system property
 * {@code dev.tvar.stm.seam} is set already. The JUnit platform finds it through {@code
 * META-INF/services}.
 */
public final class SeamSwitch implements LauncherSessionListener {
    /** For the JUnit platform. */
    public SeamSwitch() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty(RequiredSeam.PROPERTY) == null) {
            System.setProperty(RequiredSeam.PROPERTY, "true");
        }
    }
}
