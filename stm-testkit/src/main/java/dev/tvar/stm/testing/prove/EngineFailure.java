package dev.tvar.stm.testing.prove;

/**
 * Thrown when an engine cannot be tested: it threw, or did not return, when it was created or closed,
 * or when it created a variable. Failures inside its transactions are results, not such an error. The
 * message names the engine and the failure; the cause is its exception, if it threw.
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
