/**
 * The engine. A transaction flows through it in one direction: {@code Attempts} (the loop) → the user's body →
 * {@code Transaction} (read and write barriers) → {@code AccessSet} (read set and write set) → {@code Commit} →
 * {@code Cell}, {@code Clock}, {@code Snapshots} → {@code WaitList}. Not exported; only the test harness may access it.
 */
@NullMarked
package dev.tvar.stm.internal.tx;

import org.jspecify.annotations.NullMarked;
