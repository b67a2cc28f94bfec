/** The behaviour of programs on a terminal: wrong arguments, exit codes, Ctrl-C. Independent of the commands. */
@NullMarked
package dev.tvar.stm.examples.console;

import org.jspecify.annotations.NullMarked;
