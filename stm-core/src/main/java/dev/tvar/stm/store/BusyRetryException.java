package dev.tvar.stm.store;

import java.util.List;

/**
 * Thrown by the {@code try} forms when the store is busy with another transaction on the same keys.
 * Nothing was written; the same call may succeed at once.
 */
public final class BusyRetryException extends StoreConflictException {
    private static final long serialVersionUID = 1L;

    BusyRetryException(String what, List<String> contended) {
        super(what + " was refused: busy" + (contended.isEmpty() ? "" : " with " + String.join(", ", contended)));
    }
}
