/**
 * Runs small concurrent programs under a scheduler that decides, before every step of the engine on shared memory,
 * which thread runs next: so it searches for an unlucky order of steps systematically, reports it as a schedule, and
 * can repeat it.
 *
 * <pre>{@code
 * Explorer.of(42).explore(() -> {
 *     TLong alice = TLong.named("alice", 100);
 *     TLong bob = TLong.named("bob", 100);
 *     return new Scenario()
 *             .thread("one", () -> transfer(alice, bob, 30))
 *             .thread("two", () -> transfer(bob, alice, 50))
 *             .atTheEnd(() -> assertEquals(200, alice.now() + bob.now()));
 * }).requireNoFailure();
 * }</pre>
 *
 * <p>{@link dev.tvar.stm.testing.explore.Explorer} is the entry point. It drives the production engine, through the
 * seam that a JVM has only when it is started with {@code -Ddev.tvar.stm.seam=true}. With {@code --add-opens
 * java.base/java.lang=ALL-UNNAMED} on JDK 21 or newer the threads are virtual ones on a scheduler of one thread;
 * otherwise they are platform threads that pass the turn to each other.
 *
 * <p>The explorer covers the orders of steps under sequential consistency. It does not cover effects of
 * weak memory, which need another kind of test.
 */
@NullMarked
package dev.tvar.stm.testing.explore;

import org.jspecify.annotations.NullMarked;
