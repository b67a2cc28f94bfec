package dev.tvar.stm.examples.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notices Ctrl-C, and holds the end of the program back until what was found so far is printed. */
final class CtrlC implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch printed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::pressed, "ctrl-c");
    private volatile boolean pressed;

    private final Runnable onPress;

    private CtrlC(Runnable onPress) {
        this.onPress = onPress;
    }

    static CtrlC watch() {
        return watch(() -> {});
    }

    /** As {@link #watch()}, and runs something at that moment, in a thread of its own. */
    static CtrlC watch(Runnable onPress) {
        CtrlC watch = new CtrlC(onPress);
        Runtime.getRuntime().addShutdownHook(watch.hook);
        return watch;
    }

    boolean isPressed() {
        return pressed;
    }

    private void pressed() {
        pressed = true;
        onPress.run();
        try {
            if (!printed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("gave up waiting for the table");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All is printed; the program may end. */
    @Override
    public void close() {
        printed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            pressed = true; // too late to remove it: the hook runs, and now returns
        }
    }
}
