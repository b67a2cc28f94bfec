/** The interface of a lesson. The lessons are in the subpackages, by topic. */
@NullMarked
package dev.tvar.stm.examples.lesson;

import org.jspecify.annotations.NullMarked;
