package dev.tvar.stm.testing;

import dev.tvar.stm.STM;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Ends a test run that is stuck, under any test engine (JUnit, jqwik), so that the build does not
 * hang. The JUnit platform finds it through {@code META-INF/services}; it does nothing unless the
 * system property {@value #LIMIT} gives a number of minutes, which may be a fraction.
 *
 * <p>When no test or container has begun or ended for that time, it prints the stuck test, the stacks of
 * all threads and the variables that transactions wait for, and interrupts the thread that runs the
 * test. A waiting transaction then fails with {@link dev.tvar.stm.TxnInterruptedException}, and so
 * does the test. If the test ignores the interrupt for the same time again, or passes nevertheless,
 * the watchdog halts the JVM with exit code {@value #HALTED}, and the build fails.
 *
 * <p>A minute on a busy machine counts less: it is divided by the number of runnable threads per
 * processor, but by at most {@value #MOST_BUSY}. Time during which the machine sleeps does not count.
 */
public final class StuckTestWatchdog implements TestExecutionListener {
    /** The system property with the limit in minutes. */
    public static final String LIMIT = "dev.tvar.stm.testing.stuckMinutes";

    /** The exit code of a JVM that had to be halted. */
    public static final int HALTED = 86;

    private static final int MOST_BUSY = 20;
    private static final long TICK_MILLIS = 200;
    private static final double TICK_MINUTES = TICK_MILLIS / 60_000.0;

    private final double limit = limit();
    private final PrintStream err = System.err; // as it was before a test replaced it

    // ---- guarded by this
    private String last = "the start of the run";
    private @Nullable Thread runner;
    private double minutes;
    private boolean interrupted;
    private @Nullable Thread watcher;

    /** For the JUnit platform. */
    public StuckTestWatchdog() {}

    private static double limit() {
        String minutes = System.getProperty(LIMIT, "0");
        try {
            return Double.parseDouble(minutes);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(LIMIT + " must be a number of minutes, not '" + minutes + "'", e);
        }
    }

    @Override
    public synchronized void testPlanExecutionStarted(TestPlan plan) {
        if (limit > 0) {
            runner = Thread.currentThread();
            Thread started = new Thread(this::watch, "stuck-test-watchdog");
            started.setDaemon(true);
            started.start();
            watcher = started;
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        watcher = null;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        note("the start of " + nameOf(test));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (note("the end of " + nameOf(test)) && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            halt(nameOf(test) + " passed although it had been stuck and was interrupted");
        }
    }

    /** Records progress; returns whether the run was considered stuck. */
    private synchronized boolean note(String event) {
        boolean wasStuck = interrupted;
        last = event;
        runner = Thread.currentThread();
        minutes = 0;
        interrupted = false;
        return wasStuck;
    }

    private static String nameOf(TestIdentifier test) {
        return test.getUniqueId();
    }

    private void watch() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        try {
            do {
                Thread.sleep(TICK_MILLIS);
            } while (tick(system.getSystemLoadAverage() / system.getAvailableProcessors()));
        } catch (InterruptedException e) {
            // the JVM ends
        }
    }

    /** Counts one interval; false when the run has ended. */
    private synchronized boolean tick(double busy) {
        if (watcher != Thread.currentThread()) {
            return false;
        }
        minutes += TICK_MINUTES / Math.min(MOST_BUSY, Math.max(1, busy)); // the load is negative where it is not known
        if (minutes > limit) {
            minutes = 0;
            if (interrupted) {
                halt("nothing has happened since " + last + ", and the interrupt had no effect");
            }
            interrupted = true;
            report();
            if (runner != null) {
                runner.interrupt();
            }
        }
        return true;
    }

    private void report() {
        err.println("STUCK: nothing has happened for " + limit + " minutes since " + last
                + ". The test is interrupted. All threads:");
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = entry.getKey();
            err.println("\"" + thread.getName() + "\" " + thread.getState());
            for (StackTraceElement frame : entry.getValue()) {
                err.println("        at " + frame);
            }
        }
        err.println("Transactions: " + STM.diagnostics());
        err.flush();
    }

    private void halt(String why) {
        err.println("STUCK: " + why + ". This JVM ends with exit code " + HALTED + ".");
        err.flush();
        Runtime.getRuntime().halt(HALTED);
    }
}
