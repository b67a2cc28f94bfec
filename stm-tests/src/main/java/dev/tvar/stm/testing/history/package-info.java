/** Recorded properties of jqwik: the part of {@link dev.tvar.stm.testing.history.CheckHistory} that needs jqwik. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.history;
