/**
 * The disk under {@link dev.tvar.stm.store.TStore#open}: one file, kept by H2 MVStore. Nothing here need be called; it is
 * found when it is on the path.
 */
@NullMarked
package dev.tvar.stm.store.durable;

import org.jspecify.annotations.NullMarked;
