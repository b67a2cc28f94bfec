/** The command line. It depends on everything else; nothing depends on it. */
@NullMarked
package dev.tvar.stm.examples.cli;

import org.jspecify.annotations.NullMarked;
