package dev.tvar.stm.etcd;

import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Puts the token of a logged-in user on each call. */
final class Login implements ClientInterceptor {
    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);

    private final EtcdOptions.@Nullable Login login;
    private final Duration limit;
    private volatile @Nullable String token;

    Login(EtcdOptions.@Nullable Login login, Duration limit) {
        this.login = login;
        this.limit = limit;
    }

    /** Gets a token, if there is a user and none yet. */
    void ensure(Channel channel) {
        if (token == null) {
            renew(channel);
        }
    }

    /** Gets a new token, if there is a user. Throws the error of the server. */
    synchronized void renew(Channel channel) {
        if (login != null) {
            token = AuthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS)
                    .authenticate(AuthenticateRequest.newBuilder()
                            .setName(login.user())
                            .setPassword(login.password())
                            .build())
                    .getToken();
        }
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> listener, Metadata headers) {
                String present = token;
                if (present != null) {
                    headers.put(TOKEN, present);
                }
                super.start(listener, headers);
            }
        };
    }
}
