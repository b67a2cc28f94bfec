/** How messages show values to people. For the modules of this library only. */
@NullMarked
package dev.tvar.stm.internal.text;

import org.jspecify.annotations.NullMarked;
