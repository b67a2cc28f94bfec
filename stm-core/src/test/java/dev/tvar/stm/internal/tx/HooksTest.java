package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks in isolation: their order, their removal, and their exceptions. */
class HooksTest {
    private final Hooks hooks = new Hooks();
    private final List<String> ran = new ArrayList<>();

    private void addThree() {
        for (String name : List.of("a", "b", "c")) {
            hooks.addAfterCommit(() -> ran.add(name));
            hooks.addAfterRollback(() -> ran.add("-" + name));
        }
    }

    @Test
    void theyRunInTheOrderOfCommitsAndInTheReverseOrderOfRollbacks() {
        addThree();
        hooks.run(true);
        assertEquals(List.of("a", "b", "c"), ran);
        ran.clear();
        hooks.run(false);
        assertEquals(List.of("-c", "-b", "-a"), ran);
    }

    @Test
    void truncateForgetsTheLaterHooks() {
        addThree();
        assertEquals(List.of(3, 3), List.of(hooks.commitCount(), hooks.rollbackCount()));
        hooks.truncate(2, 1, 0);
        assertEquals(List.of(2, 1), List.of(hooks.commitCount(), hooks.rollbackCount()));
        hooks.run(true);
        hooks.run(false);
        assertEquals(List.of("a", "b", "-a"), ran);
    }

    @Test
    void anExceptionOfAHookReachesTheUncaughtHandlerAndTheOtherHooksRun() throws InterruptedException {
        Error thrown = new Error("test");
        List<Throwable> reported = new ArrayList<>();
        hooks.addAfterCommit(() -> {
            throw thrown;
        });
        hooks.addAfterCommit(() -> ran.add("after it"));
        Thread thread = new Thread(() -> hooks.run(true));
        thread.setUncaughtExceptionHandler((self, t) -> {
            reported.add(t);
            throw new IllegalStateException("ignored, as the JVM does");
        });
        thread.start();
        thread.join();
        assertEquals(List.of(thrown), reported);
        assertEquals(List.of("after it"), ran);
    }
}
