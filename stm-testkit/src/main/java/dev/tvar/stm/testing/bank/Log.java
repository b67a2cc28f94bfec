package dev.tvar.stm.testing.bank;

/** What one client has seen; written by its thread, read by others even while it hangs. */
interface Log {
    /**
     * Makes a call and records the answer.
     *
     * @throws Exception ends the client
     */
    void perform(Call call) throws Exception;
}
