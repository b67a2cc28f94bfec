/** Lessons C: work that is divided, and results that are combined. */
@NullMarked
package dev.tvar.stm.examples.lesson.work;

import org.jspecify.annotations.NullMarked;
