/** Lessons B: the classic problems of concurrency, with waiting instead of condition variables. */
@NullMarked
package dev.tvar.stm.examples.lesson.classic;

import org.jspecify.annotations.NullMarked;
