package dev.tvar.stm;

import dev.tvar.stm.internal.tx.SnapshotTxn;

/**
 * The right to read TVars: every value that is read through one {@code ReadTxn} belongs to one instant.
 *
 * <p>The body of {@link STM#snapshot} receives it; the body of {@link STM#atomically} receives a {@link Txn}. It
 * belongs to the thread that runs the body and to that one run: any other use throws {@link IllegalStateException}. It
 * has no methods of its own; pass it to {@link TVar#get}, {@link TLong#get} and {@link TLong#isAtLeast}.
 */
public sealed interface ReadTxn permits Txn, SnapshotTxn {}
