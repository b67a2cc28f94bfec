package dev.tvar.stm;

/**
 * How often one transaction lost attempts to another, over whichever variables; see {@link Diagnostics#topRivals}.
 *
 * @param loser the transaction that ran again
 * @param winner the transaction because of which it did; {@code "unknown"} where that cannot be told
 * @param count how many attempts were lost
 */
public record Rivals(String loser, String winner, long count) {}
