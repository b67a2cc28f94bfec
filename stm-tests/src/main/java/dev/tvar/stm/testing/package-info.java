/**
 * The property-test harness: put it on the test class path. {@link dev.tvar.stm.testing.StmDomain} gives jqwik its random
 * cases.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing;
