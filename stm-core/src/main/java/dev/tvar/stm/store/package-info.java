/**
 * A store of named values with versions. The contract, on one page.
 *
 * <pre>{@code
 * TStore store = TStore.create();
 * Checkout mine = store.checkout("alice", "bob");      // both at version 0, both null
 * mine.set("alice", 100L);
 * mine.set("bob", 0L);
 * mine.commit();                                       // both at version 1, or neither
 * }</pre>
 *
 * <p><b>Versions.</b> Each key has a version that counts its commits. A key that was never committed is at version 0 and
 * holds null; it is not among {@link dev.tvar.stm.store.TStore#names()}. Keys are not removed.
 *
 * <p><b>Names.</b> The set of keys is part of the read set of a transaction that asks for it: {@code names}, {@code
 * snapshot}, {@code export} and the version of an unknown key conflict with the creation of a key that changes the
 * answer, and a transaction that waits for such a change is woken by it.
 *
 * <p><b>Checkout and commit.</b> A checkout holds the values of its keys at one instant. Its commit writes the keys that
 * were set, at one instant, if <i>all</i> of its keys still have the versions that it holds; else it throws
 * {@link dev.tvar.stm.store.ConcurrentUpdateException}, which names the keys that moved with both versions, and nothing is
 * written. Commits are transactions: strictly serialisable, among themselves and with all others. Checkouts that only read
 * conflict with no other transaction. After a success the handle has the new versions; after a failure it is stale until
 * {@link dev.tvar.stm.store.Checkout#pullUpdates()}, which keeps the values that were set locally.
 *
 * <p><b>Waiting.</b> Checkout and commit wait for other transactions, never for another checkout: a handle holds no lock.
 * Only the {@code try} forms refuse instead, with {@link dev.tvar.stm.store.BusyRetryException}.
 * {@link dev.tvar.stm.store.TStore#changeset} repeats a lost commit, at most as often as its policy
 * allows, and then throws the last conflict.
 *
 * <p><b>Copies.</b> The store never hands out the object that it holds, and never keeps an object that it was given:
 * the {@link dev.tvar.stm.store.Copier} of the key copies both ways. Immutable values are not copied. A value that is
 * not known to be immutable is refused until its key has a copier. A variable of {@link dev.tvar.stm.store.TStore#var}
 * does not copy, and is therefore for immutable values only.
 *
 * <p><b>Durability</b> is an option: {@link dev.tvar.stm.store.TStore#open}. The disk holds the outcome of a prefix of
 * the serial order: each transaction whole or not at all, and none without the transactions from which it read. An
 * acknowledged commit survives as the {@link dev.tvar.stm.store.SyncPolicy} says. A commit that is not on disk is
 * reported to its caller by a {@link dev.tvar.stm.store.StorageException}, and later commits are refused. Other
 * transactions may read a value shortly before it is on disk; their own commits then reach the disk together with it or
 * after it.
 *
 * <p><b>Memory effects.</b> As for all transactions, actions before a commit <i>happen-before</i> (JLS 17.4.5) actions
 * after a checkout that sees the commit.
 *
 * <p><b>Threads and nulls.</b> A store is thread-safe; a {@link dev.tvar.stm.store.Checkout} is for one thread at a
 * time. Values may be null; names of keys and all other arguments must not.
 */
@NullMarked
package dev.tvar.stm.store;

import org.jspecify.annotations.NullMarked;
