/** Tests of the schedule explorer, and the engine under it. They need a JVM with the seam: tag {@code seam}. */
@NullMarked
package dev.tvar.stm.testing.explore;

import org.jspecify.annotations.NullMarked;
