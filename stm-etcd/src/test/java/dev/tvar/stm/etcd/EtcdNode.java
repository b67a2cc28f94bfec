package dev.tvar.stm.etcd;

import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One etcd server on loopback, with a folder of its own. */
final class EtcdNode {
    final String name;
    final String clientUrl;
    final String peerUrl;
    private final Path folder;
    private final List<String> extra;
    private @Nullable Process process;

    EtcdNode(String name, String scheme, int clientPort, int peerPort, Path folder, List<String> extra) {
        this.name = name;
        this.folder = folder;
        this.extra = extra;
        clientUrl = scheme + "://127.0.0.1:" + clientPort;
        peerUrl = "http://127.0.0.1:" + peerPort;
    }

    void start(String cluster) {
        List<String> command = new ArrayList<>(List.of(
                "etcd",
                "--name",
                name,
                "--data-dir",
                data().toString(),
                "--listen-client-urls",
                clientUrl,
                "--advertise-client-urls",
                clientUrl,
                "--listen-peer-urls",
                peerUrl,
                "--initial-advertise-peer-urls",
                peerUrl,
                "--initial-cluster",
                cluster,
                "--log-level",
                "error"));
        command.addAll(extra);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve(name + ".log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return folder.resolve(name);
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Like {@code kill -9}: nothing is written any more. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Suspends the process; its connections stay open and are silent. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException(name + " does not run");
        }
        try {
            int exit = new ProcessBuilder("kill", signal, Long.toString(running.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill " + signal + " has failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The status of the node; throws the error of the transport if it does not answer. */
    StatusResponse status() {
        ManagedChannel channel = Grpc.newChannelBuilder(
                        clientUrl.substring("http://".length()), InsecureChannelCredentials.create())
                .build();
        try {
            return MaintenanceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(2, TimeUnit.SECONDS)
                    .status(StatusRequest.getDefaultInstance());
        } finally {
            channel.shutdownNow();
        }
    }
}
