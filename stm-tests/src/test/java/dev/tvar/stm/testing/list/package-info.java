/** The transactional list: its model, its conflicts, and large lists. */
@NullMarked
package dev.tvar.stm.testing.list;

import org.jspecify.annotations.NullMarked;
