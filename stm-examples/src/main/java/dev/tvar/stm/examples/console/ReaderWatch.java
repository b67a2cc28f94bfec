package dev.tvar.stm.examples.console;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/**
 * Detects that the reader of standard output has gone ({@code ./stm compare | head}) even if nothing
 * is written. Java has no call for that; {@code bash} has: the writing end of a pipe counts as
 * readable when it has no reader.
 */
final class ReaderWatch {
    /** Once a second, until the pipe has no reader (0) or this JVM, which holds its standard input, has ended (1). */
    private static final String SCRIPT =
            "until read -t 0 -u 1; do read -r -t 1 -u 0; (( $? > 128 )) || exit 1; done 2> /dev/null";

    private ReaderWatch() {}

    /** Begins to watch, if standard output is a pipe; short runs end before that costs anything. */
    static void start(Runnable onGone) {
        if (!StandardOutput.isOnlyWritten()) {
            return;
        }
        Thread thread = new Thread(() -> watch(onGone), "reader-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void watch(Runnable onGone) {
        try {
            TimeUnit.SECONDS.sleep(1);
            Process asking = new ProcessBuilder("bash", "-c", SCRIPT)
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (asking.waitFor() == 0) {
                onGone.run();
            }
        } catch (IOException noBash) {
            // then the next write detects it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
