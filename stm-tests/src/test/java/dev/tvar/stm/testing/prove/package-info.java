/** The proofs and the table of engines. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.prove;
