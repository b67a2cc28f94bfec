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

/** What the measured programs printed, in one file for the whole run. */
final class Transcript {
    private final Path file;
    private long readUpTo;

    Transcript(Path file) {
        this.file = file;
    }

    /** A stream that adds to the file; whoever opens it closes it. */
    PrintStream open() {
        try {
            readUpTo = Files.exists(file) ? Files.size(file) : 0;
            return new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The line that says why the program that wrote last has failed, or else what {@code failure} says. */
    String reason(Exception failure) {
        try {
            byte[] all = Files.readAllBytes(file);
            String latest = new String(all, (int) readUpTo, all.length - (int) readUpTo, StandardCharsets.UTF_8);
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
