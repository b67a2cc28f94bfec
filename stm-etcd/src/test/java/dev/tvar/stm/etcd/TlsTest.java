package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.etcd.EtcdException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that presents a certificate, and requires one. */
final class TlsTest {
    private static final String CERTIFICATES = """
            set -e
            openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=authority -days 2
            for who in server client; do
                openssl req -newkey rsa:2048 -nodes -keyout $who.key -out $who.csr -subj /CN=$who
                printf 'subjectAltName=IP:127.0.0.1' > $who.ext
                openssl x509 -req -in $who.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out $who.pem -days 2 \\
                    -extfile $who.ext
            done
            """;

    @TempDir
    Path folder = Path.of("unset");

    private void makeCertificates() throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", CERTIFICATES)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        Assumptions.assumeTrue(shell.waitFor() == 0, "no openssl to make certificates with");
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void bothSidesShowTheirCertificates() throws Exception {
        makeCertificates();
        try (EtcdCluster cluster = EtcdCluster.secured(
                "--cert-file",
                file("server.pem"),
                "--key-file",
                file("server.key"),
                "--client-cert-auth",
                "--trusted-ca-file",
                file("ca.pem"))) {
            cluster.start();
            EtcdOptions trusting = cluster.options().withAuthority(folder.resolve("ca.pem"));
            EtcdOptions known =
                    trusting.withClientCertificate(folder.resolve("client.pem"), folder.resolve("client.key"));
            try (EtcdStore store = EtcdStore.connect(known)) {
                STM.run(tx -> store.var("a", Long.class).set(tx, 1L));
                assertEquals(1L, store.snapshot().get("a"));
            }
            isRefused(trusting, "the certificate of this client");
            isRefused(cluster.options(), "the certificate of the server");
            String byName =
                    cluster.endpoints()[0].replace("127.0.0.1", "localhost"); // the certificate is for the address
            isRefused(
                    EtcdOptions.endpoints(byName)
                            .withAuthority(folder.resolve("ca.pem"))
                            .withClientCertificate(folder.resolve("client.pem"), folder.resolve("client.key")),
                    "localhost");
        }
    }

    /** Fails at once, since time does not change a certificate. */
    private static void isRefused(EtcdOptions options, String why) {
        var e = assertThrows(
                EtcdException.class, () -> EtcdStore.connect(options.withConnectTimeout(Duration.ofDays(1)))
                        .close());
        assertEquals(Reason.TLS, e.reason(), e.toString());
        assertTrue(String.valueOf(e.getMessage()).contains(why), e.toString());
    }

    @Test
    void aFileThatIsNoCertificateIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        for (Path file : new Path[] {text, folder.resolve("missing.pem")}) {
            EtcdOptions options = EtcdOptions.endpoints("https://127.0.0.1:1").withAuthority(file);
            var e = assertThrows(EtcdException.class, () -> EtcdStore.connect(options));
            assertEquals(Reason.REFUSED, e.reason(), e.toString());
            assertTrue(String.valueOf(e.getMessage()).contains("certificates"), e.toString());
        }
    }
}
