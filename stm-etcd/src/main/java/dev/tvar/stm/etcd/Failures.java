package dev.tvar.stm.etcd;

import dev.tvar.stm.etcd.EtcdException.Reason;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Classifies errors of a server, or of the connection to it. */
final class Failures {
    private static final String OLD_TOKEN = "invalid auth token";
    private static final String OLD_USERS = "revision of auth store is old";

    /**
     * Codes with which a server refuses a request before it has any effect. After any other code the effect is unknown.
     */
    private static final Set<Status.Code> REFUSALS = Set.of(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.PERMISSION_DENIED,
            Status.Code.UNAUTHENTICATED,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.FAILED_PRECONDITION,
            Status.Code.OUT_OF_RANGE,
            Status.Code.NOT_FOUND,
            Status.Code.UNIMPLEMENTED);

    private static final int LONGEST_CHAIN = 20;

    private Failures() {}

    /** Whether the request has certainly had no effect, and sent again would be refused again. */
    static boolean isRefusal(StatusRuntimeException e) {
        return REFUSALS.contains(e.getStatus().getCode());
    }

    /** Whether the user must log in again; the request had no effect. */
    static boolean asksForLogin(StatusRuntimeException e) {
        return says(e, OLD_TOKEN) || says(e, OLD_USERS);
    }

    /** Whether the requested revision was compacted. */
    static boolean isCompacted(StatusRuntimeException e) {
        return e.getStatus().getCode() == Status.Code.OUT_OF_RANGE && says(e, "compacted");
    }

    /** Whether the request was refused because the server does not know its lease; it had no effect. */
    static boolean isLeaseLost(StatusRuntimeException e) {
        return e.getStatus().getCode() == Status.Code.NOT_FOUND && says(e, "lease not found");
    }

    /** Whether there was no secure connection. */
    static boolean isTls(StatusRuntimeException e) {
        return tlsCause(e) != null;
    }

    /** The innermost cause related to TLS, which is the most specific. */
    private static @Nullable Throwable tlsCause(StatusRuntimeException e) {
        Throwable found = null;
        Throwable cause = e.getCause();
        for (int depth = 0; cause != null && depth < LONGEST_CHAIN; depth++) {
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                found = cause;
            }
            cause = cause.getCause();
        }
        return found;
    }

    /** The exception for the user. */
    static EtcdException toException(StatusRuntimeException e) {
        Throwable tls = tlsCause(e);
        if (tls != null) {
            return new EtcdException(Reason.TLS, "no secure connection to any endpoint: " + explained(tls), e);
        }
        Status.Code code = e.getStatus().getCode();
        String said = String.valueOf(e.getStatus().getDescription());
        if (says(e, "authentication failed") || says(e, "user name is empty") || asksForLogin(e)) {
            return new EtcdException(
                    Reason.AUTHENTICATION, "the cluster wants a user name and a password that fit: " + said, e);
        }
        return switch (code) {
            case PERMISSION_DENIED ->
                new EtcdException(
                        Reason.PERMISSION, "the user has no right to these keys (the store's prefix): " + said, e);
            case RESOURCE_EXHAUSTED ->
                says(e, "database space exceeded")
                        ? new EtcdException(
                                Reason.NO_SPACE,
                                "the cluster's quota is used up: compact it, defragment it, and disarm the alarm",
                                e)
                        : new EtcdException(Reason.REFUSED, "the server refuses: " + said, e);
            default ->
                isRefusal(e)
                        ? new EtcdException(Reason.REFUSED, "the server refuses: " + said, e)
                        : new EtcdException(
                                Reason.UNAVAILABLE, "no endpoint answers (last: " + code + ", " + said + ")", e);
        };
    }

    /** An alert comes from the server; every other error is the judgement of this side about the server. */
    private static String explained(Throwable tls) {
        String said = String.valueOf(tls.getMessage());
        return said.contains("ALERT")
                ? "the server does not accept the certificate of this client, or wants one (" + said
                        + "); EtcdOptions.withClientCertificate gives it"
                : "the certificate of the server is not accepted (" + said
                        + "); EtcdOptions.withAuthority says who has signed it";
    }

    private static boolean says(StatusRuntimeException e, String part) {
        String said = e.getStatus().getDescription();
        return said != null && said.contains(part);
    }
}
