/** One bank in several processes, and servers for it to try. */
@NullMarked
package dev.tvar.stm.examples.shared;

import org.jspecify.annotations.NullMarked;
