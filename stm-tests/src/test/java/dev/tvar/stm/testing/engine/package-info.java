/** The engines against each other. */
@NullMarked
package dev.tvar.stm.testing.engine;

import org.jspecify.annotations.NullMarked;
