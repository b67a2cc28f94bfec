/** Linearisability of the public API, by Lincheck: all thread switches in small runs, and random stress. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.lincheck;
