/** What the tests of all packages share: threads, limits, child JVMs, compiled sources, the state of the engine. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.support;
