package dev.tvar.stm.etcd;

import dev.tvar.stm.etcd.EtcdException.Reason;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.WatchGrpc;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelRegistry;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connection to one server. */
final class Endpoint {
    /** A server refuses pings more frequent than every five seconds; the transport sends them at most every ten. */
    private static final long PING_SECONDS = 10;

    private static final Metadata.Key<String> NEEDS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    final URI address;
    final KVGrpc.KVBlockingStub keys;
    final LeaseGrpc.LeaseBlockingStub leases;

    /** Ends watches on a server that has lost its leader. */
    final WatchGrpc.WatchStub watches;

    final Channel channel;

    /** Whether it has been seen to belong to the cluster. */
    volatile boolean verified;

    private final ManagedChannel managed;

    Endpoint(URI address, EtcdOptions.Certificates certificates, Login login) {
        this.address = address;
        managed = channelTo(address, certificates);
        channel = managed;
        Channel authenticated = ClientInterceptors.intercept(managed, login);
        keys = KVGrpc.newBlockingStub(authenticated);
        leases = LeaseGrpc.newBlockingStub(authenticated);
        Metadata headers = new Metadata();
        headers.put(NEEDS_LEADER, "true");
        watches = WatchGrpc.newStub(authenticated).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static ManagedChannel channelTo(URI address, EtcdOptions.Certificates certificates) {
        try {
            return Grpc.newChannelBuilderForAddress(
                            address.getHost(), address.getPort(), credentials(address, certificates))
                    .maxInboundMessageSize(
                            Integer.MAX_VALUE) // the message of a watch that catches up may contain many revisions
                    .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
                    .disableRetry() // the sender must know when it sends a commit twice
                    .build();
        } catch (ManagedChannelRegistry.ProviderNotFoundException e) {
            throw unreadable(e);
        }
    }

    private static EtcdException unreadable(Exception e) {
        return new EtcdException(Reason.REFUSED, "the certificates cannot be read: " + e.getMessage(), e);
    }

    private static ChannelCredentials credentials(URI address, EtcdOptions.Certificates certificates) {
        if (address.getScheme().equals("http")) {
            return InsecureChannelCredentials.create();
        }
        try {
            TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
            if (certificates.authority() != null) {
                tls.trustManager(certificates.authority().toFile());
            }
            if (certificates.own() != null) {
                tls.keyManager(certificates.own().toFile(), file(certificates.ownKey()));
            }
            return tls.build();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static File file(@Nullable Path path) {
        if (path == null) {
            throw new IllegalArgumentException("a client certificate needs its key");
        }
        return path.toFile();
    }

    void close() {
        managed.shutdownNow();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
