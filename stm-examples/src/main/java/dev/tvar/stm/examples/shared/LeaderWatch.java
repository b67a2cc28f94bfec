package dev.tvar.stm.examples.shared;

import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Finds the current leader of some etcd servers: a thread per server queries it twice a second. */
public final class LeaderWatch implements AutoCloseable {
    /** Sentinel in place of a name: no server claims to lead. */
    public static final String NONE = "none";

    private static final long PAUSE_NANOS = 500_000_000;
    private static final long PATIENCE_MILLIS = 300;

    private final Map<String, ManagedChannel> servers = new LinkedHashMap<>();
    private volatile String leader = NONE;
    private volatile boolean closed;

    /**
     * Begins to ask.
     *
     * @param addresses {@code http://host:port} or {@code https://host:port} of each server
     */
    public LeaderWatch(List<String> addresses) {
        addresses.forEach(address -> servers.put(Servers.nameOf(address), channel(URI.create(address))));
        Thread thread = new Thread(this::ask, "leader");
        thread.setDaemon(true);
        thread.start();
    }

    private static ManagedChannel channel(URI address) {
        return Grpc.newChannelBuilderForAddress(address.getHost(), address.getPort(), credentials(address))
                .build();
    }

    private static ChannelCredentials credentials(URI address) {
        return address.getScheme().equals("https")
                ? TlsChannelCredentials.create()
                : InsecureChannelCredentials.create();
    }

    /**
     * The server that leads.
     *
     * @return its name, or its address; {@link #NONE} if none does
     */
    public String leader() {
        return leader;
    }

    private void ask() {
        while (!closed) {
            String found = NONE;
            for (Map.Entry<String, ManagedChannel> server : servers.entrySet()) {
                if (leads(server.getValue())) {
                    found = server.getKey();
                }
            }
            leader = found;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean leads(ManagedChannel server) {
        try {
            StatusResponse status = MaintenanceGrpc.newBlockingStub(server)
                    .withDeadlineAfter(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .status(StatusRequest.getDefaultInstance());
            return status.getLeader() == status.getHeader().getMemberId();
        } catch (StatusRuntimeException e) {
            return false; // it does not run, or hangs
        }
    }

    @Override
    public void close() {
        closed = true;
        servers.values().forEach(ManagedChannel::shutdownNow);
    }
}
