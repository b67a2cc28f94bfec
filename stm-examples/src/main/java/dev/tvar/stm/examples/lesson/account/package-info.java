/** Lessons A: accounts, where a wrong total is visible at once. */
@NullMarked
package dev.tvar.stm.examples.lesson.account;

import org.jspecify.annotations.NullMarked;
