/** Banks that make the same transfers by different means: one file per means, behind one small interface. */
@NullMarked
package dev.tvar.stm.examples.engine;

import org.jspecify.annotations.NullMarked;
