package dev.tvar.stm.diagnostics;

import dev.tvar.stm.Diagnostics;

/**
 * How often one transaction lost attempts to another over one variable; see {@link Diagnostics#topConflicts}.
 *
 * @param variable the name of the TVar, or its type and a number where it has none
 * @param transaction the transaction that lost: its name, or else the place of its call
 * @param winner the transaction that wrote the variable or held the ticket: its name, {@code "unnamed"}, or {@code
 *     "unknown"} where it is not known
 * @param kind what happened to the variable; {@link AbortKind#isConflict} holds for it
 * @param count how many attempts were lost in this way
 */
public record Conflict(String variable, String transaction, String winner, AbortKind kind, long count) {}
