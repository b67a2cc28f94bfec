package dev.tvar.stm.testing.history;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Records and checks each test of JUnit Jupiter; see {@link CheckHistory}. */
final class JupiterHook implements BeforeEachCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(JupiterHook.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        CheckedRun run = CheckedRun.start(CheckedRun.elements(context.getTestMethod(), context.getRequiredTestClass()));
        context.getStore(NAMESPACE).put(CheckedRun.class, run);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        CheckedRun run = context.getStore(NAMESPACE).remove(CheckedRun.class, CheckedRun.class);
        if (run != null) {
            run.stopAndCheck();
        }
    }
}
