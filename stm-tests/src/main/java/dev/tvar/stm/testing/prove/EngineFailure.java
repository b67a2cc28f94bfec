package dev.tvar.stm.testing.prove;

/**
 * An engine under test that cannot be tried: it threw, or did not return, where it was made or closed, or where it made a
 * variable. What it does in its transactions is judged, and no such failure. The message names the engine and what it did; the
 * cause is what it threw, if it threw.
 */
public final class EngineFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineFailure(String message) {
        super(message);
    }

    EngineFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
