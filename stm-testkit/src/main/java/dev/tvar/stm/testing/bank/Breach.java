package dev.tvar.stm.testing.bank;

/**
 * A law that a service broke, with the proof.
 *
 * @param law the law
 * @param why what was seen that the law forbids, in words; may have several lines
 */
public record Breach(Law law, String why) {
    /** The law and the proof. */
    @Override
    public String toString() {
        return law + ": " + why;
    }
}
