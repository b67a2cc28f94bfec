/** The property-test harness: put it on the test class path. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing;
