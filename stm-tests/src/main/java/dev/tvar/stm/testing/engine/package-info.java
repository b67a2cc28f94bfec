/**
 * One small interface over several transaction engines, so that one program can be run on all of them: this library, plain
 * locks, Multiverse, ScalaSTM and Clojure's refs. {@link dev.tvar.stm.testing.engine.Engines} makes them by name;
 * {@link dev.tvar.stm.testing.engine.Anomaly} holds the smallest programs that tell them apart.
 *
 * <p>The other engines' jars are optional: an adapter is loaded when it is asked for by name, not before.
 */
@NullMarked
package dev.tvar.stm.testing.engine;

import org.jspecify.annotations.NullMarked;
