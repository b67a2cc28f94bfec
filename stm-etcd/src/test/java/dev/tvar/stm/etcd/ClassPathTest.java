package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The dependencies of this module: no Netty that would conflict with an application's own, nothing under the CDDL or
 * GPL.
 */
final class ClassPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.netty.channel.Channel",
                "io.netty.buffer.ByteBuf",
                "io.grpc.netty.NettyChannelBuilder",
                "io.vertx.core.Vertx",
                "javax.annotation.Generated",
                "javax.annotation.PostConstruct"
            })
    void isNotThere(String type) {
        assertThrows(ClassNotFoundException.class, () -> Class.forName(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.grpc.netty.shaded.io.netty.channel.Channel", "io.etcd.jetcd.api.KVGrpc"})
    void isThere(String type) {
        assertDoesNotThrow(() -> Class.forName(type));
    }
}
