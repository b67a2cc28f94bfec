package dev.tvar.stm.examples.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Detects Ctrl-C, and delays the end of the program until the results so far are printed. */
public final class CtrlC implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch printed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::pressed, "ctrl-c");
    private final Runnable onPress;
    private volatile boolean pressed;

    private CtrlC(Runnable onPress) {
        this.onPress = onPress;
    }

    /**
     * Begins to watch.
     *
     * @return to be closed when all is printed
     */
    public static CtrlC watch() {
        return watch(() -> {});
    }

    /**
     * Begins to watch.
     *
     * @param onPress runs when Ctrl-C is pressed, on a thread of its own
     * @return to be closed when all is printed
     */
    public static CtrlC watch(Runnable onPress) {
        CtrlC watch = new CtrlC(onPress);
        Runtime.getRuntime().addShutdownHook(watch.hook);
        return watch;
    }

    /**
     * Whether Ctrl-C was pressed.
     *
     * @return true once it was pressed
     */
    public boolean isPressed() {
        return pressed;
    }

    private void pressed() {
        pressed = true;
        onPress.run();
        try {
            if (!printed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("gave up waiting for the report");
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
