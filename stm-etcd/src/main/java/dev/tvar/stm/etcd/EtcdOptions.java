package dev.tvar.stm.etcd;

import dev.tvar.stm.store.ValueCodec;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options with which an {@link EtcdStore} reaches its cluster; immutable and thread-safe. Start with {@link
 * #endpoints} and change the options you need.
 *
 * <pre>{@code
 * EtcdStore store = EtcdStore.connect(EtcdOptions.endpoints("https://etcd-1:2379", "https://etcd-2:2379")
 *         .withAuthority(Path.of("ca.pem"))
 *         .withUser("teller", "secret")
 *         .withCodec(EtcdCodecs.json("person", Person.class)));
 * }</pre>
 */
public final class EtcdOptions {
    record Login(String user, String password) {}

    record Certificates(
            @Nullable Path authority,
            @Nullable Path own,
            @Nullable Path ownKey) {}

    record Timeouts(Duration connect, Duration request, Duration outcome, Duration markers) {}

    record Limits(int operations, int bytes) {}

    private static final Certificates NO_CERTIFICATES = new Certificates(null, null, null);
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofDays(1));
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(3650);
    private static final Limits LIMITS = new Limits(128, 1536 * 1024);

    final List<URI> endpoints;
    final String prefix;
    final @Nullable Login login;
    final Certificates certificates;
    final Timeouts timeouts;
    final Limits limits;
    final List<ValueCodec<?>> codecs;

    private EtcdOptions(
            List<URI> endpoints,
            String prefix,
            @Nullable Login login,
            Certificates certificates,
            Timeouts timeouts,
            Limits limits,
            List<ValueCodec<?>> codecs) {
        this.endpoints = List.copyOf(endpoints);
        this.prefix = Objects.requireNonNull(prefix, "prefix");
        this.login = login;
        this.certificates = certificates;
        this.timeouts = timeouts;
        this.limits = limits;
        this.codecs = List.copyOf(codecs);
    }

    /**
     * The options for a cluster at these addresses, with the defaults: keys under {@code tvar/}; no user,
     * no TLS unless an address begins with {@code https}; 10 seconds to connect, 3 for a request, 30 to
     * determine the outcome of a commit.
     *
     * @param endpoints {@code http://host:port} or {@code https://host:port}, at least one; all of one cluster
     * @return the options
     * @throws IllegalArgumentException if there is none, or one is not of that form
     */
    public static EtcdOptions endpoints(String... endpoints) {
        if (endpoints.length == 0) {
            throw new IllegalArgumentException("at least one endpoint is needed");
        }
        List<URI> parsed = Stream.of(endpoints).map(EtcdOptions::parse).toList();
        return new EtcdOptions(parsed, "tvar/", null, NO_CERTIFICATES, TIMEOUTS, LIMITS, List.of());
    }

    private static URI parse(String endpoint) {
        URI uri = URI.create(endpoint);
        boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!known || uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException(
                    "an endpoint must be http://host:port or https://host:port, not " + endpoint);
        }
        return uri;
    }

    /**
     * These options with another prefix. Stores with the same prefix are one store. Of two stores with different prefixes,
     * neither prefix may begin with the other: the second store that connects is refused
     * ({@link EtcdException.Reason#OVERLAPPING_PREFIX}).
     *
     * @param newPrefix the prefix of all keys in etcd; not empty
     * @return the new options
     * @throws IllegalArgumentException if it is empty, or contains a lone surrogate
     */
    public EtcdOptions withPrefix(String newPrefix) {
        if (newPrefix.isEmpty()) {
            throw new IllegalArgumentException("the prefix must not be empty");
        }
        Utf8.encode(newPrefix);
        return new EtcdOptions(endpoints, newPrefix, login, certificates, timeouts, limits, codecs);
    }

    /**
     * These options with a user, for a cluster with authentication. The password is sent in plain text:
     * anyone on the network path to an {@code http} address of another machine can read it, and connecting
     * logs a warning. Use {@code https}.
     *
     * @param user the name
     * @param password the password
     * @return the new options
     */
    public EtcdOptions withUser(String user, String password) {
        return new EtcdOptions(endpoints, prefix, new Login(user, password), certificates, timeouts, limits, codecs);
    }

    /**
     * These options with the certificate of the authority that signed the certificates of the servers.
     *
     * @param authority a PEM file; without it, the JVM's default authorities are trusted
     * @return the new options
     */
    public EtcdOptions withAuthority(Path authority) {
        Certificates changed = new Certificates(authority, certificates.own, certificates.ownKey);
        return new EtcdOptions(endpoints, prefix, login, changed, timeouts, limits, codecs);
    }

    /**
     * These options with a client certificate, for servers that require one.
     *
     * @param certificate a PEM file
     * @param key its private key, a PEM file in PKCS 8
     * @return the new options
     */
    public EtcdOptions withClientCertificate(Path certificate, Path key) {
        Certificates changed = new Certificates(certificates.authority, certificate, key);
        return new EtcdOptions(endpoints, prefix, login, changed, timeouts, limits, codecs);
    }

    /**
     * These options with another time limit for connecting, which includes reading all keys.
     *
     * @param limit more than zero
     * @return the new options
     */
    public EtcdOptions withConnectTimeout(Duration limit) {
        return withTimeouts(new Timeouts(positive(limit), timeouts.request, timeouts.outcome, timeouts.markers));
    }

    /**
     * These options with another time limit for one request to one server, after which the next server is tried.
     *
     * @param limit more than zero
     * @return the new options
     */
    public EtcdOptions withRequestTimeout(Duration limit) {
        return withTimeouts(new Timeouts(timeouts.connect, positive(limit), timeouts.outcome, timeouts.markers));
    }

    /**
     * These options with another time limit for determining the outcome of a commit.
     *
     * @param limit more than zero; after it, {@link CommitOutcomeUnknownException} is thrown
     * @return the new options
     */
    public EtcdOptions withOutcomeTimeout(Duration limit) {
        return withTimeouts(new Timeouts(timeouts.connect, timeouts.request, positive(limit), timeouts.markers));
    }

    /**
     * These options with another lifetime for the markers from which the outcome of a commit can be
     * determined: a process that is killed leaves them behind, and etcd removes them after between one and
     * two times this time.
     *
     * @param lifetime from a second to ten years, a day by default; for this time after the commit, {@link
     * EtcdStore#hasCommitted} can decide a {@link CommitOutcomeUnknownException#token()}
     * @return the new options
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public EtcdOptions withMarkerLifetime(Duration lifetime) {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException("the lifetime of markers must be between one second and ten years, not "
                    + lifetime.toSeconds() + " s");
        }
        return withTimeouts(new Timeouts(timeouts.connect, timeouts.request, timeouts.outcome, lifetime));
    }

    /**
     * These options for servers that were started with other limits.
     *
     * @param operations the value of {@code --max-txn-ops}: 128 by default
     * @param bytes the value of {@code --max-request-bytes}: 1.5 MiB by default
     * @return the new options
     */
    public EtcdOptions withServerLimits(int operations, int bytes) {
        Limits changed = new Limits(operations, bytes);
        return new EtcdOptions(endpoints, prefix, login, certificates, timeouts, changed, codecs);
    }

    /**
     * These options with one more codec, in addition to {@linkplain EtcdCodecs the built-in ones}.
     *
     * @param codec the codec; its name and its type must be new, and the name be without a colon
     * @return the new options
     * @throws IllegalArgumentException if its name is empty, or contains a colon or a lone surrogate
     */
    public EtcdOptions withCodec(ValueCodec<?> codec) {
        Utf8.encode(codec.name());
        if (codec.name().isEmpty()) {
            throw new IllegalArgumentException("the codec for " + codec.type().getName() + " must have a name");
        }
        if (codec.name().indexOf(Layout.AFTER_CODEC) >= 0) {
            throw new IllegalArgumentException("there must be no colon in the name of a codec: " + codec.name());
        }
        List<ValueCodec<?>> more = new ArrayList<>(codecs);
        more.add(codec);
        return new EtcdOptions(endpoints, prefix, login, certificates, timeouts, limits, more);
    }

    /** The addresses to which a password would be sent unencrypted to another machine. */
    List<URI> endpointsThatExposeThePassword() {
        return login == null
                ? List.of()
                : endpoints.stream()
                        .filter(endpoint -> endpoint.getScheme().equals("http") && !isThisMachine(endpoint.getHost()))
                        .toList();
    }

    /** Decided from the text alone, without resolving names. */
    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private EtcdOptions withTimeouts(Timeouts changed) {
        return new EtcdOptions(endpoints, prefix, login, certificates, changed, limits, codecs);
    }

    private static Duration positive(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            BigDecimal seconds = BigDecimal.valueOf(limit.getSeconds()).add(BigDecimal.valueOf(limit.getNano(), 9));
            throw new IllegalArgumentException("a time limit must be positive, not "
                    + seconds.stripTrailingZeros().toPlainString() + " s");
        }
        return limit;
    }
}
