/** Snapshots, and the previous values that commits save for them. */
@NullMarked
package dev.tvar.stm.internal.snapshot;

import org.jspecify.annotations.NullMarked;
