/** Lessons C: work that is shared out, and results that are put together. */
@NullMarked
package dev.tvar.stm.examples.lesson.work;

import org.jspecify.annotations.NullMarked;
