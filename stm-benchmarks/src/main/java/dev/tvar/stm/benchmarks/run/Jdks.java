package dev.tvar.stm.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The JDKs of this machine, recognised by their file {@code release}. */
public final class Jdks {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private Jdks() {}

    /**
     * A JDK.
     *
     * @param feature its main version, such as 17
     * @param description version and implementor
     */
    public record Jdk(Path home, int feature, String description) {
        /** The path of its {@code java} program. */
        public String java() {
            return home.resolve("bin/java").toString();
        }

        /** Whether it has virtual threads that are not a preview. */
        public boolean hasVirtualThreads() {
            return feature >= FIRST_WITH_VIRTUAL_THREADS;
        }
    }

    /** The JDK that runs this program. */
    public static Jdk current() {
        return at(Path.of(System.getProperty("java.home")))
                .orElseThrow(() ->
                        new IllegalStateException("the running JDK has no file 'release', which names its version"));
    }

    /** The JDK in a directory, if there is one. */
    public static Optional<Jdk> at(Path home) {
        if (!Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        Properties release = new Properties();
        try (BufferedReader lines = Files.newBufferedReader(home.resolve("release"))) {
            release.load(lines);
        } catch (IOException noJdk) {
            return Optional.empty();
        }
        String version = unquoted(release.getProperty("JAVA_VERSION", "0"));
        String by = unquoted(release.getProperty("IMPLEMENTOR", ""));
        return Optional.of(new Jdk(home, feature(version), ("JDK " + version + " " + by).trim()));
    }

    /** A JDK with virtual threads: the given one if it has them, otherwise the newest in a neighbouring directory. */
    public static Optional<Jdk> withVirtualThreads(Jdk preferred) {
        if (preferred.hasVirtualThreads()) {
            return Optional.of(preferred);
        }
        return neighbours(preferred.home()).stream()
                .flatMap(home -> at(home).stream())
                .filter(Jdk::hasVirtualThreads)
                .max(Comparator.comparingInt(Jdk::feature));
    }

    private static List<Path> neighbours(Path home) {
        Path parent = home.toAbsolutePath().getParent();
        if (parent == null) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String unquoted(String value) {
        return value.replace("\"", "");
    }

    private static int feature(String version) {
        String digits = version.split("[^0-9]", 2)[0];
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
