/** Streams of values, above the asynchronous transactions of the engine. */
@NullMarked
package dev.tvar.stm.internal.flow;

import org.jspecify.annotations.NullMarked;
