package dev.tvar.stm.diagnostics;

/**
 * A recording that continues until it is closed; see {@link dev.tvar.stm.Diagnostics#enable}. Any thread may close it; closing
 * it again has no effect.
 */
public interface Session extends AutoCloseable {
    /** Ends the recording, unless another session is open. */
    @Override
    void close();
}
