/**
 * Tries a property of transactions on an engine until it fails or the tries are used up, and minimises
 * a failing case: {@link dev.tvar.stm.testing.prove.Proof} for one engine, {@link dev.tvar.stm.testing.prove.Peers} for a
 * table of all of them. The command {@code ./stm prove} is a thin layer over this package.
 */
@NullMarked
package dev.tvar.stm.testing.prove;

import org.jspecify.annotations.NullMarked;
