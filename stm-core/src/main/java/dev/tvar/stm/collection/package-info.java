/** Transactional collections, written only with the public API of {@link dev.tvar.stm}. */
@NullMarked
package dev.tvar.stm.collection;

import org.jspecify.annotations.NullMarked;
