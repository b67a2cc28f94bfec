package dev.tvar.stm.examples.engine;

/**
 * The messages between actors, answers included, as they were counted when they were sent.
 *
 * @param transfers messages for transfers, and for the recovery of transfers that failed
 * @param audits messages for audits
 */
public record Messages(long transfers, long audits) {
    /** Of a bank without actors. */
    public static final Messages NONE = new Messages(0, 0);
}
