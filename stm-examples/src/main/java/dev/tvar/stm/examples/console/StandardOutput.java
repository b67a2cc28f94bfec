package dev.tvar.stm.examples.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ObjIntConsumer;

/**
 * Standard output of this process, as UTF-8 whatever the locale. When it cannot be written, a listener is notified once, from a
 * thread of its own, with the reason and the exit code that fits; {@link System#out} would report nothing.
 */
final class StandardOutput extends PrintWriter {
    private static final Path DESCRIPTOR = Path.of("/dev/fd/1");
    private static final Path FLAGS = Path.of("/proc/self/fdinfo/1");
    private static final int TYPE = 0170000;
    private static final int PIPE = 0010000;

    private StandardOutput(Stream stream) {
        super(stream, true, StandardCharsets.UTF_8);
    }

    /** The listener gets why writing failed, empty if the reader of a pipe has gone, and the exit code. */
    static StandardOutput open(ObjIntConsumer<String> onFailure) {
        return new StandardOutput(new Stream(onFailure));
    }

    /** The exit code that says why not all was written. */
    static int exitCode() {
        return isPipe() ? ExitCode.READER_GONE : ExitCode.FAILED;
    }

    /** Whether another program reads what is written; false where this cannot be found out. */
    static boolean isPipe() {
        try {
            return ((int) Files.getAttribute(DESCRIPTOR, "unix:mode") & TYPE) == PIPE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }

    /** Whether it is a pipe that this process only writes to; where this cannot be found out, any pipe is taken as one. */
    static boolean isOnlyWritten() {
        try {
            return isPipe()
                    && (!Files.exists(FLAGS)
                            || Files.readAllLines(FLAGS).stream().anyMatch(line -> line.matches("flags:\\s*[0-7]*1")));
        } catch (IOException | UncheckedIOException unknown) {
            return true;
        }
    }

    private static final class Stream extends OutputStream {
        private final FileOutputStream file = new FileOutputStream(FileDescriptor.out);
        private final ObjIntConsumer<String> onFailure;
        private volatile boolean failed;

        Stream(ObjIntConsumer<String> onFailure) {
            this.onFailure = onFailure;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                file.write(bytes, offset, length);
            } catch (IOException e) {
                if (!failed) {
                    failed = true;
                    String why = isPipe() ? "" : String.valueOf(e.getMessage());
                    new Thread(() -> onFailure.accept(why, exitCode()), "output-failed").start();
                }
                throw e;
            }
        }
    }
}
