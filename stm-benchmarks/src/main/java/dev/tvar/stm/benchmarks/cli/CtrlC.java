package dev.tvar.stm.benchmarks.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notices Ctrl-C, ends the measured JVMs, and holds the end of the program back until the report is written. */
final class CtrlC implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook = new Thread(this::pressed, "ctrl-c");
    private volatile boolean pressed;

    private CtrlC() {}

    static CtrlC watch() {
        CtrlC watch = new CtrlC();
        Runtime.getRuntime().addShutdownHook(watch.hook);
        return watch;
    }

    boolean isPressed() {
        return pressed;
    }

    private void pressed() {
        pressed = true;
        ProcessHandle.current().children().forEach(ProcessHandle::destroy);
        try {
            if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("gave up waiting for the report");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All is written; the program may end. */
    @Override
    public void close() {
        written.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            pressed = true; // too late to remove it: the hook runs, and now returns
        }
    }
}
