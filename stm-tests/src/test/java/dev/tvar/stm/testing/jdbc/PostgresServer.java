package dev.tvar.stm.testing.jdbc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server on loopback with a data folder of its own, started once for all tests of a JVM and stopped at its end.
 * Without the programs of the server the tests are skipped with a message; with {@code -Dstm.postgres=required} they
 * fail. The server refuses to run as root: then it runs as the user {@code postgres}, which Debian's package creates.
 */
final class PostgresServer {
    static final String USER = "prove";

    private static @Nullable PostgresServer running;

    private final Path programs;
    private final Path folder;
    private final String password = UUID.randomUUID().toString();
    private final int port;
    private final Process process;

    private PostgresServer(Path programs) throws IOException, InterruptedException {
        this.programs = programs;
        folder = Files.createTempDirectory("postgres");
        Path passwordFile = Files.writeString(folder.resolve("password"), password);
        if (isRoot()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            for (Path path : List.of(folder, passwordFile)) {
                Files.setOwner(
                        path,
                        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
            }
        }
        String data = folder.resolve("data").toString();
        Process made = start(
                "initdb",
                "-D",
                data,
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + passwordFile,
                "--no-sync",
                "--no-locale",
                "-E",
                "UTF8");
        if (made.waitFor() != 0) {
            throw new IllegalStateException("initdb has failed: " + log());
        }
        port = freePort();
        process = start(
                "postgres",
                "-D",
                data,
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-k",
                "",
                "-F",
                "-c",
                "shared_buffers=32MB",
                "-c",
                "max_connections=40",
                "-c",
                "autovacuum=off");
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        while (!accepts()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server has ended: " + log());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** The server of this JVM; skips the test, or fails, if none is installed. */
    static synchronized PostgresServer started() {
        PostgresServer present = running;
        if (present == null) {
            try {
                present = new PostgresServer(programs());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            running = present;
        }
        return present;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    String password() {
        return password;
    }

    private boolean accepts() {
        try (KeptConnections connections =
                        KeptConnections.to(url(), USER, password, PostgresServer.class.getClassLoader());
                var connection = connections.getConnection()) {
            return connection.isValid(0);
        } catch (java.sql.SQLException e) {
            return false;
        }
    }

    private Process start(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                .start();
    }

    private Path logFile() {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    private String log() throws IOException {
        return Files.readString(logFile());
    }

    /** An immediate shutdown: nothing here is worth keeping. */
    private void stop() {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            process.waitFor();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
            Files.deleteIfExists(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The folder of the server's programs: on the path, or where Debian's packages put them. */
    private static Path programs() throws IOException {
        List<Path> places = new ArrayList<>();
        Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).forEach(places::add);
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.sorted(Comparator.reverseOrder())
                        .map(version -> version.resolve("bin"))
                        .forEach(places::add);
            }
        }
        Optional<Path> found = places.stream()
                .filter(place ->
                        Files.isExecutable(place.resolve("initdb")) && Files.isExecutable(place.resolve("postgres")))
                .findFirst();
        if (found.isPresent()) {
            return Objects.requireNonNull(
                    found.get().resolve("postgres").toRealPath().getParent());
        }
        String message =
                "initdb and postgres are neither on the path nor in /usr/lib/postgresql: services on PostgreSQL"
                        + " were not tested (Debian: apt-get install postgresql)";
        if ("required".equals(System.getProperty("stm.postgres"))) {
            Assertions.fail(message);
        }
        System.err.println("== " + message);
        Assumptions.abort(message);
        throw new AssertionError(message);
    }
}
