/** {@link dev.tvar.stm.Diagnostics} as meters of Micrometer. */
@NullMarked
package dev.tvar.stm.micrometer;

import org.jspecify.annotations.NullMarked;
