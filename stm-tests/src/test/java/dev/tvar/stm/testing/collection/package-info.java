/** The collections against their {@code java.util} models, alone and under concurrency. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.collection;
