package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.console.CtrlC;
import dev.tvar.stm.examples.console.ExitCode;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Interrupts the thread that runs a lesson, when Ctrl-C is pressed or its time is up; the first of them counts. */
final class EarlyEnd implements AutoCloseable {
    private final Thread runner = Thread.currentThread();
    private String reason = "";
    private int exitCode;
    private boolean closed;

    // Last: from here on other threads may call.
    private final Timer timer = new Timer("time-limit", true);
    private final CtrlC ctrlC = CtrlC.watch(() -> end("Ctrl-C", ExitCode.INTERRUPTED));

    private EarlyEnd() {}

    /** Watches the calling thread until closed. */
    static EarlyEnd watch(Duration limit) {
        EarlyEnd early = new EarlyEnd();
        early.timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        early.end("the time limit of " + limit.toSeconds() + " s", ExitCode.VIOLATED);
                    }
                },
                limit.toMillis());
        return early;
    }

    private synchronized void end(String why, int code) {
        if (!closed && reason.isEmpty()) {
            reason = why;
            exitCode = code;
            runner.interrupt();
        }
    }

    /** Why the thread was interrupted; empty if it was not. */
    synchronized String reason() {
        return reason;
    }

    /** The exit code of the program, if the thread was interrupted. */
    synchronized int exitCode() {
        return exitCode;
    }

    /** Called when everything is printed. Clears the interrupt, if there was one. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (!reason.isEmpty()) {
                Thread.interrupted();
            }
        }
        timer.cancel();
        ctrlC.close();
    }
}
