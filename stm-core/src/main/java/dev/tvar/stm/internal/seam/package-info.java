/** The seam through which tests watch the steps of the engine on shared memory, and the recorder of its transactions. Inactive without {@code -Ddev.tvar.stm.seam=true}. */
@NullMarked
package dev.tvar.stm.internal.seam;

import org.jspecify.annotations.NullMarked;
