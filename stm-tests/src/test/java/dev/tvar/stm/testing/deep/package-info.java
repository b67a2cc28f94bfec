/** What runs with {@code -Pdeep} only: the rungs of the ladder that take minutes. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.deep;
