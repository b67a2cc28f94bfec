/** Short programs, each of which shows one thing and states the law that it keeps. */
@NullMarked
package dev.tvar.stm.examples.lesson;

import org.jspecify.annotations.NullMarked;
