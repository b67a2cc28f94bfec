package dev.tvar.stm.store;

import java.util.List;

/**
 * The store is busy with another transaction on the same keys, and the caller asked not to wait. Nothing was written; the
 * same call may succeed at once. Thrown by the {@code try} forms only.
 */
public final class BusyRetryException extends StoreConflictException {
    private static final long serialVersionUID = 1L;

    BusyRetryException(String what, List<String> contended) {
        super(what + " was refused: busy" + (contended.isEmpty() ? "" : " with " + String.join(", ", contended)));
    }
}
