package dev.tvar.stm.internal.cell;

import org.jspecify.annotations.Nullable;

/** The value of a cell, a number or a reference, saved for a snapshot before it was overwritten. */
public record Saved(Cell cell, long num, @Nullable Object ref) {}
