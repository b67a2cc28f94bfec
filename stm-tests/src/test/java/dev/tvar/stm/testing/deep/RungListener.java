package dev.tvar.stm.testing.deep;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Prints a line when a {@link Rung} begins, one for each test in it, and one when it ends. Found by JUnit through {@code
 * META-INF/services}; silent for all other tests.
 */
public final class RungListener implements TestExecutionListener {
    private final PrintStream out = System.out;
    private final Map<String, Long> startedAt = new ConcurrentHashMap<>();

    /** Count of the tests of the present class that have not passed: JUnit reports the class itself as successful in any case. */
    private final AtomicInteger notPassed = new AtomicInteger();

    @Override
    public void executionStarted(TestIdentifier test) {
        startedAt.put(test.getUniqueId(), System.nanoTime());
        rung(test).ifPresent(rung -> {
            notPassed.set(0);
            out.printf("[deep] begin  %s%n", rung);
        });
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Long start = startedAt.remove(test.getUniqueId());
        Duration took = Duration.ofNanos(start == null ? 0 : System.nanoTime() - start);
        notPassed.addAndGet(result.getStatus() == Status.SUCCESSFUL ? 0 : 1);
        Optional<String> rung = rung(test);
        if (rung.isPresent()) {
            String outcome = notPassed.get() == 0 ? "passed" : notPassed.get() + " did not pass";
            out.printf("[deep] end    %s: %s, %s%n", rung.get(), outcome, seconds(took));
        } else if (test.isTest()
                && test.getTags().stream().anyMatch(tag -> tag.getName().equals(Rung.DEEP))) {
            out.printf("[deep]   %s %s, %s%n", result.getStatus(), test.getDisplayName(), seconds(took));
        }
    }

    private static String seconds(Duration took) {
        return "%.1f s".formatted(took.toMillis() / 1000.0);
    }

    private static Optional<String> rung(TestIdentifier test) {
        return test.getSource()
                .filter(source -> source instanceof ClassSource)
                .map(source -> ((ClassSource) source).getJavaClass().getAnnotation(Rung.class))
                .map(Rung::value);
    }
}
