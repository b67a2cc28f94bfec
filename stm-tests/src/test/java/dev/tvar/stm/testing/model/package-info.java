/**
 * The model of the protocol in {@code src/model}, checked by TLC. Tests of the code try some schedules; a model checker tries all
 * of a small case. The language is TLA+ because its checker is a Java program that Maven Central has.
 *
 * <p>There are three specifications rather than one, since their states would multiply. An action is one access to shared
 * memory, named after the Java method. The serial order is not searched for: it is the order in which commits read the clock with
 * all locks held, as the source claims, so the model checks that claim, too. A constant omits a step, and a test shows that TLC
 * then finds a counterexample.
 *
 * <p>A change of {@code Attempt}, {@code Commit}, {@code Validation}, {@code Snapshots}, {@code Retry} or {@code Ticket} changes the
 * model in the same commit; only review enforces that. TLC assumes sequential consistency.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.model;
