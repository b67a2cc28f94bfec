package dev.tvar.stm.etcd;

import io.grpc.StatusRuntimeException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts etcd on loopback for the tests of a class, and stops it after them. If etcd is not installed
 * the tests are skipped with a message; with {@code -Dstm.etcd=required} they fail.
 */
final class EtcdCluster implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    private final int size;
    private final String scheme;
    private final List<String> extra;
    private final List<EtcdNode> nodes = new ArrayList<>();
    private final Path folder;

    private EtcdCluster(int size, String scheme, List<String> extra) {
        this.size = size;
        this.scheme = scheme;
        this.extra = extra;
        try {
            folder = Files.createTempDirectory("etcd");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EtcdCluster of(int size, String... extra) {
        return new EtcdCluster(size, "http", List.of(extra));
    }

    /** One server that accepts clients by TLS only; the caller must wait until it is ready. */
    static EtcdCluster secured(String... extra) {
        return new EtcdCluster(1, "https", List.of(extra));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    void start() {
        requireEtcd();
        int[] ports = freePorts(2 * size);
        for (int i = 0; i < size; i++) {
            nodes.add(new EtcdNode("n" + i, scheme, ports[2 * i], ports[2 * i + 1], folder, extra));
        }
        nodes.forEach(this::start);
        if (scheme.equals("http")) {
            await("a leader", () -> nodes.stream().allMatch(EtcdCluster::hasLeader));
        }
    }

    void start(EtcdNode node) {
        node.start(nodes.stream().map(each -> each.name + "=" + each.peerUrl).collect(Collectors.joining(",")));
    }

    /** Starts the servers that do not run, and waits until all know a leader. */
    void restartMissing() {
        nodes.stream().filter(node -> !node.isRunning()).forEach(this::start);
        await("a leader", () -> nodes.stream().allMatch(EtcdCluster::hasLeader));
    }

    /** Kills all servers, deletes their data, and starts them again as a new cluster. */
    void forgetAll() {
        nodes.forEach(EtcdNode::kill);
        nodes.forEach(node -> delete(node.data()));
        restartMissing();
    }

    List<EtcdNode> nodes() {
        return nodes;
    }

    String[] endpoints() {
        return nodes.stream().map(node -> node.clientUrl).toArray(String[]::new);
    }

    EtcdOptions options() {
        return EtcdOptions.endpoints(endpoints());
    }

    EtcdNode leader() {
        return nodes.stream().filter(EtcdCluster::leads).findFirst().orElseThrow();
    }

    EtcdNode follower() {
        return nodes.stream().filter(node -> !leads(node)).findFirst().orElseThrow();
    }

    private static boolean leads(EtcdNode node) {
        try {
            var status = node.status();
            return status.getLeader() == status.getHeader().getMemberId();
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    private static boolean hasLeader(EtcdNode node) {
        try {
            return node.status().getLeader() != 0;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    /** Runs etcdctl against the cluster and returns what it prints. */
    String control(String... arguments) {
        List<String> command = new ArrayList<>(List.of("etcdctl", "--endpoints", String.join(",", endpoints())));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("ETCDCTL_API", "3");
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes());
            Assertions.assertEquals(0, process.waitFor(), said);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a condition holds; its name appears in a thread dump of a test that hangs. */
    static void await(String what, BooleanSupplier condition) {
        Thread self = Thread.currentThread();
        String name = self.getName();
        self.setName(name + ", waits for " + what);
        try {
            awaitNamed(condition);
        } finally {
            self.setName(name);
        }
    }

    private static void awaitNamed(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public void close() {
        nodes.forEach(EtcdNode::kill);
        delete(folder);
    }

    private static void delete(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireEtcd() {
        if (isInstalled("etcd") && isInstalled("etcdctl")) {
            return;
        }
        String message = "etcd and etcdctl are not on the path: the store on etcd was not tested"
                + " (Debian: apt-get install etcd-server etcd-client)";
        if ("required".equals(System.getProperty("stm.etcd"))) {
            Assertions.fail(message);
        }
        System.err.println("== " + message);
        Assumptions.abort(message);
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, command)));
    }

    /** Ports that are free now; all are bound at once, so that none is returned twice. */
    private static int[] freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            int[] ports = new int[count];
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports[i] = socket.getLocalPort();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.forEach(EtcdCluster::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
