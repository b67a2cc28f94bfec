package dev.tvar.stm.testing.history;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Records and checks each test of JUnit Jupiter; see {@link CheckHistory}. */
final class JupiterHook implements BeforeEachCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(JupiterHook.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        List<AnnotatedElement> elements = new ArrayList<>();
        context.getTestMethod().ifPresent(elements::add);
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            elements.add(type);
        }
        context.getStore(NAMESPACE).put(CheckedRun.class, CheckedRun.start(elements));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        CheckedRun run = context.getStore(NAMESPACE).remove(CheckedRun.class, CheckedRun.class);
        if (run != null) {
            run.stopAndCheck();
        }
    }
}
