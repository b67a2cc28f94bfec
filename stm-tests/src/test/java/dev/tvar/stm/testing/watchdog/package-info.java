/** Tests of the watchdog that ends stuck tests. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.watchdog;
