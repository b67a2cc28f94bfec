package dev.tvar.stm.etcd;

import dev.tvar.stm.etcd.EtcdException.Reason;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Set;

/** What an error of a server, or of the way to it, means. */
final class Failures {
    private static final String OLD_TOKEN = "invalid auth token";
    private static final String OLD_USERS = "revision of auth store is old";

    /** Codes with which a server refuses a request before anything of it is done. All others may mean anything. */
    private static final Set<Status.Code> REFUSALS = Set.of(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.PERMISSION_DENIED,
            Status.Code.UNAUTHENTICATED,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.FAILED_PRECONDITION,
            Status.Code.OUT_OF_RANGE,
            Status.Code.NOT_FOUND,
            Status.Code.UNIMPLEMENTED);

    private Failures() {}

    /** Whether the request has certainly had no effect, and sent again would be refused again. */
    static boolean isRefusal(StatusRuntimeException e) {
        return REFUSALS.contains(e.getStatus().getCode());
    }

    /** Whether the user must log in again; the request had no effect. */
    static boolean asksForLogin(StatusRuntimeException e) {
        return says(e, OLD_TOKEN) || says(e, OLD_USERS);
    }

    /** Whether the revision asked for is not kept any more. */
    static boolean isCompacted(StatusRuntimeException e) {
        return e.getStatus().getCode() == Status.Code.OUT_OF_RANGE && says(e, "compacted");
    }

    /** The exception for the user. */
    static EtcdException toException(StatusRuntimeException e) {
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

    private static boolean says(StatusRuntimeException e, String part) {
        String said = e.getStatus().getDescription();
        return said != null && said.contains(part);
    }
}
