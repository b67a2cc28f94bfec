package dev.tvar.stm.benchmarks.run;

import dev.tvar.stm.benchmarks.result.Measurement;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** The output of the measured programs, in one file for the whole run. */
final class Transcript {
    private final Path file;
    private long start;

    Transcript(Path file) {
        this.file = file;
    }

    /** Opens a stream that appends to the file; the caller closes it. */
    PrintStream open() {
        try {
            start = Files.exists(file) ? Files.size(file) : 0;
            return new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The line in which the last program gave the reason of its failure; without such a line, {@code failure} itself. */
    String reason(Exception failure) {
        try {
            byte[] all = Files.readAllBytes(file);
            String latest = new String(all, (int) start, all.length - (int) start, StandardCharsets.UTF_8);
            return first(latest, line -> line.contains(Measurement.BROKEN_LAW))
                    .or(() -> first(latest, line -> line.matches(".*\\b[\\w.]+(Error|Exception)\\b.*")))
                    .orElse(failure + "; see " + file);
        } catch (IOException e) {
            return failure + "; see " + file;
        }
    }

    private static Optional<String> first(String text, Predicate<String> wanted) {
        return text.lines().filter(wanted).findFirst().map(String::trim);
    }
}
