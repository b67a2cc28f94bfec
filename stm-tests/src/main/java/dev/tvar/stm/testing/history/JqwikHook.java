package dev.tvar.stm.testing.history;

import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Records and checks each try of a jqwik property; see {@link CheckHistory}. */
final class JqwikHook implements AroundTryHook {
    /** Runs around the test's own hooks before and after each try. */
    private static final int OUTSIDE = -100;

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
        CheckedRun run = CheckedRun.start(List.of(context.targetMethod(), context.containerClass()));
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
        } catch (HistoryViolationError | IllegalStateException e) {
            result.throwable().ifPresent(e::addSuppressed);
            return TryExecutionResult.falsified(e);
        }
    }

    private static void stopAfter(CheckedRun run, Throwable t) {
        try {
            run.stopAndCheck();
        } catch (HistoryViolationError | IllegalStateException e) {
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
