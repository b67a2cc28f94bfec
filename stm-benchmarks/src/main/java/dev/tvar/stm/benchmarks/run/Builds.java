package dev.tvar.stm.benchmarks.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class paths of the measured builds of this library. */
public final class Builds {
    private static final Pattern CORE = Pattern.compile("stm-core(-[^/\\\\]*\\.jar|[/\\\\]target[/\\\\]classes)$");

    private Builds() {}

    /** The class path of this program. */
    public static String own() {
        return System.getProperty("java.class.path");
    }

    /** The class path of this program with the core of another checkout; nothing if the core is not built there. */
    public static Optional<String> withCoreOf(Path checkout) {
        Path core = checkout.resolve("stm-core/target/classes").toAbsolutePath();
        return Files.isDirectory(core)
                ? Optional.of(Stream.of(own().split(File.pathSeparator))
                        .map(entry -> CORE.matcher(entry).find() ? core.toString() : entry)
                        .collect(Collectors.joining(File.pathSeparator)))
                : Optional.empty();
    }
}
