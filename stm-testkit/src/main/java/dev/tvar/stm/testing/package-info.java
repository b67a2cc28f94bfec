/**
 * The property-test harness: put it on the test class path. {@link dev.tvar.stm.testing.StmDomain} gives jqwik its random
 * cases.
 *
 * <p>In all packages below: records and enums are immutable and thread-safe; arguments must not be null unless they are
 * marked {@code @Nullable}; a run that exceeds its time limit is reported as hung, and its threads are interrupted and
 * left behind as daemons.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing;
