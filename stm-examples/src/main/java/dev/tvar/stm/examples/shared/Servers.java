package dev.tvar.stm.examples.shared;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three etcd servers on loopback, to observe a bank when one of them is killed. A killed server is restarted. */
public final class Servers implements AutoCloseable {
    private static final int COUNT = 3;
    private static final int FIRST_PORT = 23_791;
    private static final long RESTART_AFTER_NANOS = 5_000_000_000L;

    private final Path folder;
    private final List<Process> running = new ArrayList<>();
    private final Map<Integer, Long> endedSince = new HashMap<>();

    /**
     * Starts them.
     *
     * @throws IOException if there is no etcd on the path, or no folder for it
     */
    public Servers() throws IOException {
        folder = Files.createTempDirectory("etcd");
        for (int server = 0; server < COUNT; server++) {
            running.add(start(server));
        }
    }

    private static String clientUrl(int server) {
        return "http://127.0.0.1:" + (FIRST_PORT + 2 * server);
    }

    private static String peerUrl(int server) {
        return "http://127.0.0.1:" + (FIRST_PORT + 2 * server + 1);
    }

    /**
     * The addresses of the servers.
     *
     * @return addresses, separated by commas
     */
    public static String endpoints() {
        return IntStream.range(0, COUNT).mapToObj(Servers::clientUrl).collect(Collectors.joining(","));
    }

    /** The name of one of these servers that listens at an address; of another server, the address. */
    static String nameOf(String address) {
        return IntStream.range(0, COUNT)
                .filter(server -> clientUrl(server).equals(address))
                .mapToObj(server -> "s" + server)
                .findFirst()
                .orElse(address);
    }

    private Process start(int server) throws IOException {
        String peers = IntStream.range(0, COUNT)
                .mapToObj(i -> "s" + i + "=" + peerUrl(i))
                .collect(Collectors.joining(","));
        List<String> command = List.of(
                "etcd",
                "--name=s" + server,
                "--data-dir=" + folder.resolve("s" + server),
                "--listen-client-urls=" + clientUrl(server),
                "--advertise-client-urls=" + clientUrl(server),
                "--listen-peer-urls=" + peerUrl(server),
                "--initial-advertise-peer-urls=" + peerUrl(server),
                "--initial-cluster=" + peers,
                "--log-level=error");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s" + server + ".log").toFile())
                .start();
    }

    /**
     * Prints the process of each server and the current leader, and restarts ended servers, until stopped.
     *
     * @param stopped becomes true when it shall end
     * @param leader the name of the server that leads at present
     * @param out where to print
     * @throws IOException if a server cannot be started again
     */
    public void watch(BooleanSupplier stopped, Supplier<String> leader, PrintWriter out) throws IOException {
        for (int server = 0; server < COUNT; server++) {
            out.println(
                    "server s" + server + " is process " + running.get(server).pid() + " at " + clientUrl(server));
        }
        out.println(
                "Try: kill -9, kill -STOP and kill -CONT. A server that has ended is restarted after five seconds.");
        out.flush();
        String last = LeaderWatch.NONE;
        while (!stopped.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            String now = leader.get();
            if (!now.equals(last)) {
                out.println(leads(now));
                out.flush();
                last = now;
            }
            for (int server = 0; server < COUNT; server++) {
                if (!running.get(server).isAlive() && !stopped.getAsBoolean()) {
                    startAgain(server, out);
                }
            }
        }
    }

    private String leads(String name) {
        for (int server = 0; server < COUNT; server++) {
            if (name.equals("s" + server)) {
                return "server " + name + " leads: process "
                        + running.get(server).pid();
            }
        }
        return "no server leads";
    }

    /** Starts a server that has ended, when it has been down for a while. */
    private void startAgain(int server, PrintWriter out) throws IOException {
        long now = System.nanoTime();
        Long since = endedSince.putIfAbsent(server, now);
        if (since == null) {
            out.println("server s" + server + " has ended");
            out.flush();
        } else if (now - since > RESTART_AFTER_NANOS) {
            endedSince.remove(server);
            running.set(server, start(server));
            out.println(
                    "server s" + server + " is process " + running.get(server).pid());
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        running.forEach(Process::destroyForcibly);
        running.forEach(process -> process.onExit().join());
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
