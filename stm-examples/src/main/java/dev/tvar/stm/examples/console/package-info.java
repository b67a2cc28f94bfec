/** How programs on a terminal behave: wrong arguments, exit codes, Ctrl-C. It knows nothing of what they do. */
@NullMarked
package dev.tvar.stm.examples.console;

import org.jspecify.annotations.NullMarked;
