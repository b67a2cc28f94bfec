/**
 * Runs small concurrent programs under a scheduler that decides, before every step of the engine on shared memory, which
 * thread runs next: so that an unlucky order of steps is found on purpose, is reported as a schedule, and can be repeated.
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
 * <p>{@link dev.tvar.stm.testing.explore.Explorer} is the way in. It drives the production engine, through the seam that
 * a JVM has only when it is started with {@code -Ddev.tvar.stm.seam=true}. With {@code --add-opens
 * java.base/java.lang=ALL-UNNAMED} on JDK 21 or newer the threads are virtual ones on a scheduler of one thread; else they
 * are platform threads that hand each other the turn.
 *
 * <p>What is explored is the order of steps under sequential consistency. Effects of weak memory are not: they belong to
 * another kind of test.
 */
@NullMarked
package dev.tvar.stm.testing.explore;

import org.jspecify.annotations.NullMarked;
