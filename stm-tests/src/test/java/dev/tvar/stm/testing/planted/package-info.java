/** Bugs planted in the engine, one at a time, to prove that the tests can fail. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.planted;
