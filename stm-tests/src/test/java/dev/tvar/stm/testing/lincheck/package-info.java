/** Linearizability of what the public API offers, by Lincheck: all switches of threads in small runs, and random stress. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.lincheck;
