/**
 * Other transactional memories, adapted once for the harness ({@link dev.tvar.stm.testing.engine.Engines}) and the
 * benchmarks. Their jars are optional: a class of this package is loaded when it is first used.
 */
@NullMarked
package dev.tvar.stm.testing.peer;

import org.jspecify.annotations.NullMarked;
