package dev.tvar.stm.examples.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The leading server is shown, and its successor after it has gone. */
final class LeaderWatchTest {
    private volatile long leaderId;
    private final List<Server> servers = new ArrayList<>();

    private String start(long id) throws IOException {
        Server server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(new MaintenanceGrpc.MaintenanceImplBase() {
                    @Override
                    public void status(StatusRequest request, StreamObserver<StatusResponse> answer) {
                        answer.onNext(StatusResponse.newBuilder()
                                .setHeader(ResponseHeader.newBuilder().setMemberId(id))
                                .setLeader(leaderId)
                                .build());
                        answer.onCompleted();
                    }
                })
                .build()
                .start();
        servers.add(server);
        return "http://127.0.0.1:" + server.getPort();
    }

    @AfterEach
    void stop() {
        servers.forEach(Server::shutdownNow);
    }

    private static void await(LeaderWatch watch, String leader) {
        while (!watch.leader().equals(leader)) {
            LockSupport.parkNanos(1_000_000); // until the time limit of the test
        }
    }

    @Test
    void theLeaderIsShown() throws IOException {
        String first = start(1);
        String second = start(2);
        leaderId = 2;
        try (LeaderWatch watch = new LeaderWatch(List.of(first, second))) {
            await(watch, second);
            leaderId = 1;
            await(watch, first);
            leaderId = 0;
            await(watch, LeaderWatch.NONE);
            leaderId = 2;
            await(watch, second);
            servers.get(1).shutdownNow();
            await(watch, LeaderWatch.NONE);
        }
    }

    @Test
    void serversOfTheExampleHaveNames() {
        String[] addresses = Servers.endpoints().split(",");
        assertEquals("s0", Servers.nameOf(addresses[0]));
        assertEquals("s2", Servers.nameOf(addresses[2]));
        assertEquals("http://10.0.0.1:2379", Servers.nameOf("http://10.0.0.1:2379"));
    }
}
