/**
 * Histories: the reads and writes of transactions, recorded or written by hand, and a checker that
 * decides whether the transactions could have run one after the other.
 *
 * <p>In a test: {@link dev.tvar.stm.testing.history.StmTest} in place of {@code @Test}, or {@link
 * dev.tvar.stm.testing.history.CheckHistory} in addition to any test annotation of JUnit 5 or jqwik. Without a test
 * framework: {@link dev.tvar.stm.testing.history.Recording}. From text: {@link
 * dev.tvar.stm.testing.history.History#parse}.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.history;
