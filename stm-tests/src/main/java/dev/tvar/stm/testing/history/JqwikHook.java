package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.rule.BrokenRuleError;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Records and checks each try of a jqwik property that asks for it; see {@link CheckHistory}. Other properties are
 * unaffected. jqwik finds it through {@code META-INF/services}: an annotation that named it would need jqwik wherever the
 * annotation is used.
 */
public final class JqwikHook implements AroundTryHook {
    /** Runs around the test's own hooks before and after each try. */
    private static final int OUTSIDE = -100;

    /** The elements of a property, empty if it is not recorded; found once per property. */
    private record Elements(List<AnnotatedElement> elements) {
        static Elements of(TryLifecycleContext context) {
            List<AnnotatedElement> all =
                    CheckedRun.elements(Optional.of(context.targetMethod()), context.containerClass());
            return new Elements(CheckedRun.isAskedFor(all) ? all : List.of());
        }
    }

    /** For jqwik. */
    public JqwikHook() {}

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
        List<AnnotatedElement> elements = Store.getOrCreate(
                        JqwikHook.class, Lifespan.PROPERTY, () -> Elements.of(context))
                .get()
                .elements();
        return elements.isEmpty() ? aTry.execute(parameters) : recorded(elements, aTry, parameters);
    }

    private static TryExecutionResult recorded(
            List<AnnotatedElement> elements, TryExecutor aTry, List<Object> parameters) {
        CheckedRun run = CheckedRun.start(elements);
        TryExecutionResult result;
        try {
            result = aTry.execute(parameters);
        } catch (Throwable t) {
            stopAfter(run, t);
            throw t;
        }
        try {
            run.stopAndCheck();
            return result;
        } catch (HistoryViolationError | BrokenRuleError | IllegalStateException e) {
            result.throwable().ifPresent(e::addSuppressed);
            return TryExecutionResult.falsified(e);
        }
    }

    private static void stopAfter(CheckedRun run, Throwable t) {
        try {
            run.stopAndCheck();
        } catch (HistoryViolationError | BrokenRuleError | IllegalStateException e) {
            t.addSuppressed(e);
        }
    }

    @Override
    public int aroundTryProximity() {
        return OUTSIDE;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
