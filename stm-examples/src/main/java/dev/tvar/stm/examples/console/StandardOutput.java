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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Standard output of this process, as UTF-8 whatever the locale. The first write that fails reports the reason and then ends
 * the program; {@link System#out} would report nothing.
 *
 * <p>The report is made before the failing call returns: the caller may end the JVM at once, and the reason must not be
 * lost. The end runs on a thread of its own, since it waits for shutdown hooks, which may write here.
 */
final class StandardOutput extends PrintWriter {
    private static final Path DESCRIPTOR = Path.of("/dev/fd/1");
    private static final Path FLAGS = Path.of("/proc/self/fdinfo/1");
    private static final int TYPE = 0170000;
    private static final int PIPE = 0010000;

    private StandardOutput(Stream stream) {
        super(stream, true, StandardCharsets.UTF_8);
    }

    /**
     * Opens standard output.
     *
     * @param report gets why writing failed, unless the reader of a pipe has gone
     * @param end gets the exit code
     */
    static StandardOutput open(Consumer<String> report, IntConsumer end) {
        return over(new FileOutputStream(FileDescriptor.out), StandardOutput::isPipe, report, end);
    }

    /** Takes another stream for standard output; asks whether it is a pipe only when a write fails. */
    static StandardOutput over(OutputStream file, BooleanSupplier isPipe, Consumer<String> report, IntConsumer end) {
        return new StandardOutput(new Stream(file, isPipe, report, end));
    }

    /** The exit code for output that could not be written. */
    static int exitCode() {
        return code(isPipe());
    }

    private static int code(boolean pipe) {
        return pipe ? ExitCode.READER_GONE : ExitCode.FAILED;
    }

    /** Whether another program reads the output; false if this cannot be determined. */
    static boolean isPipe() {
        try {
            return ((int) Files.getAttribute(DESCRIPTOR, "unix:mode") & TYPE) == PIPE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }

    /** Whether it is a pipe that this process only writes to; if this cannot be determined, any pipe counts as one. */
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
        private final OutputStream file;
        private final BooleanSupplier isPipe;
        private final Consumer<String> report;
        private final IntConsumer end;
        private volatile boolean failed;

        Stream(OutputStream file, BooleanSupplier isPipe, Consumer<String> report, IntConsumer end) {
            this.file = file;
            this.isPipe = isPipe;
            this.report = report;
            this.end = end;
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
                    boolean pipe = isPipe.getAsBoolean();
                    if (!pipe) {
                        report.accept(String.valueOf(e.getMessage()));
                    }
                    new Thread(() -> end.accept(code(pipe)), "output-failed").start();
                }
                throw e;
            }
        }
    }
}
