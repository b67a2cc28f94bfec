package dev.tvar.stm;

import dev.tvar.stm.internal.SnapshotTxn;

/**
 * The right to read TVars: every value that is read through one {@code ReadTxn} belongs to one instant.
 *
 * <p>It is handed to the body of {@link STM#snapshot} and, as {@link Txn}, to that of {@link STM#atomically}. It belongs
 * to the thread that runs the body and to that one run: anywhere else its use throws {@link IllegalStateException}. It
 * has no methods of its own; pass it to {@link TVar#get}, {@link TLong#get} and {@link TLong#isAtLeast}.
 */
public sealed interface ReadTxn permits Txn, SnapshotTxn {}
