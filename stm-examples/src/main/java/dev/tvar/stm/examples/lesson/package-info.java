/** What a lesson is. The lessons themselves are in the packages below, by what they are about. */
@NullMarked
package dev.tvar.stm.examples.lesson;

import org.jspecify.annotations.NullMarked;
