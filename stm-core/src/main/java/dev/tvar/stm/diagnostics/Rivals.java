package dev.tvar.stm.diagnostics;

import dev.tvar.stm.Diagnostics;

/**
 * How often one transaction lost attempts to another, over whichever variables; see {@link Diagnostics#topRivals}.
 *
 * @param loser the transaction that ran again
 * @param winner the transaction that caused this; {@code "unknown"} where it is not known
 * @param count how many attempts were lost
 */
public record Rivals(String loser, String winner, long count) {}
