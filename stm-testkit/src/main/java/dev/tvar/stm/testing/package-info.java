/**
 * The test harness: put it on the test class path. Nothing here needs a test framework, except what plugs into one: {@link
 * dev.tvar.stm.testing.history.StmTest} and {@link dev.tvar.stm.testing.StuckTestWatchdog}, for JUnit 5 and 6. The jar of
 * {@code stm-tests} adds random cases for jqwik to the same packages.
 *
 * <p>In all packages below: records and enums are immutable and thread-safe; arguments must not be null unless they are
 * marked {@code @Nullable}; a run that exceeds its time limit is reported as hung, and its threads are interrupted and
 * left behind as daemons.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing;
