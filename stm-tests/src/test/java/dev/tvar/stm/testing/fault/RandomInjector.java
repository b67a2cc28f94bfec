package dev.tvar.stm.testing.fault;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Injects faults at random steps of a {@link Victim}. */
final class RandomInjector extends Seam {
    private static final int ONE_STEP_IN = 300;

    private static final Fault[] FAULTS = Fault.values();

    private final AtomicLong strikes = new AtomicLong();

    /** A thread into which faults may be injected. */
    static final class Victim extends Thread {
        Victim(Runnable work, String name) {
            super(work, name);
            setDaemon(true);
            setUncaughtExceptionHandler((thread, thrown) -> {});
        }
    }

    @Override
    protected boolean proceed(Step step, @Nullable Object cell) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        boolean strike = Thread.currentThread() instanceof Victim && random.nextInt(ONE_STEP_IN) == 0;
        if (strike && !CriticalMethods.containsCaller()) {
            strikes.incrementAndGet();
            FAULTS[random.nextInt(FAULTS.length)].strike();
        }
        return true;
    }

    long strikes() {
        return strikes.get();
    }
}
