/**
 * The life of a transaction, in one direction: {@code Transaction} (the loop) → the user's body → {@code Attempt} (read
 * and write barriers) → {@code Commit}. Not exported; only the test harness may access it.
 */
@NullMarked
package dev.tvar.stm.internal.tx;

import org.jspecify.annotations.NullMarked;
