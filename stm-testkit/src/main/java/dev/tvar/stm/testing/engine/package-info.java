/**
 * One small interface over several transaction engines, so that one program can be run on all of them: this library, plain
 * locks, Multiverse, ScalaSTM and Clojure's refs. {@link dev.tvar.stm.testing.engine.Engines} makes them by name;
 * {@link dev.tvar.stm.testing.engine.Anomaly} has the smallest programs that distinguish them.
 *
 * <p>The jars of the other engines are optional: an adapter is loaded when it is requested by name.
 */
@NullMarked
package dev.tvar.stm.testing.engine;

import org.jspecify.annotations.NullMarked;
