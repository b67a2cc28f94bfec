/** The model of the protocol in {@code src/model}, checked by TLC. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.model;
