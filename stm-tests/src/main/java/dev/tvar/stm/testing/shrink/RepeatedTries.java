package dev.tvar.stm.testing.shrink;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * While jqwik shrinks a failing case of the harness, runs each smaller case until it fails or the
 * {@link Patience} ends, where jqwik alone would run it once and consider it passing. Other
 * properties, and the tries before the first failure, are unaffected. jqwik finds it through {@code
 * META-INF/services}.
 */
public final class RepeatedTries implements AroundTryHook {
    /** Runs around a recording, so that each run has its own. */
    private static final int OUTERMOST = -200;

    /** Cases are repeated for this time after the first failure: jqwik stops shrinking after ten seconds by default. */
    private static final Duration LIMIT = Duration.ofSeconds(8);

    /** When this thread was last asked for the smaller cases of a case of the harness. */
    private static final ThreadLocal<Long> ASKED = new ThreadLocal<>();

    /** For jqwik. */
    public RepeatedTries() {}

    /** The first failure of the property that runs. */
    private static final class Failure {
        private boolean happened;
        private long time;
    }

    static void askedForSmallerCases() {
        ASKED.set(System.nanoTime());
    }

    /**
     * Whether the calling thread runs a try that is repeated, so that the try itself need not repeat.
     *
     * @return true if so
     */
    public static boolean areRunning() {
        return Patience.isRepeating();
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
        Failure failure = Store.getOrCreate(RepeatedTries.class, Lifespan.PROPERTY, Failure::new)
                .get();
        if (failure.happened && isShrinking(failure) && isTimeLeft(failure, context)) {
            return Patience.repeat(() -> aTry.execute(parameters), TryExecutionResult::isSatisfied);
        }
        TryExecutionResult result = aTry.execute(parameters);
        if (!failure.happened && result.isFalsified()) {
            failure.happened = true;
            failure.time = System.nanoTime();
        }
        return result;
    }

    private static boolean isShrinking(Failure failure) {
        Long asked = ASKED.get();
        return asked != null && asked - failure.time >= 0;
    }

    private static boolean isTimeLeft(Failure failure, TryLifecycleContext context) {
        boolean unlimited = context.findAnnotation(Property.class)
                .filter(property -> property.shrinking() == ShrinkingMode.FULL)
                .isPresent();
        return unlimited || System.nanoTime() - failure.time < LIMIT.toNanos();
    }

    @Override
    public int aroundTryProximity() {
        return OUTERMOST;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
