package dev.tvar.stm.testing.history;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Turns on the engine's test seam before the first test class is loaded, unless the system property
 * {@code dev.tvar.stm.seam} is set already. The JUnit platform finds it through {@code
 * META-INF/services}.
 *
 * <p>The seam is a constant that the engine reads when it is loaded. A listener of launcher sessions runs before that, so a
 * user of {@code @StmTest} has nothing to configure; a system property in every build file and IDE, or a Java agent, would be
 * the alternatives. The cost: all tests of a build with this jar run with the seam, which makes transactions slower; {@code
 * -Ddev.tvar.stm.seam=false} turns it off.
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
