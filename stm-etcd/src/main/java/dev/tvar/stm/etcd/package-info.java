/**
 * The named store of {@link dev.tvar.stm.store} on etcd: the same keys, shared by processes on several machines.
 *
 * <pre>{@code
 * try (EtcdStore store = EtcdStore.connect("http://127.0.0.1:2379")) {
 *     TVar<Long> alice = store.var("alice", Long.class);
 *     TVar<Long> bob = store.var("bob", Long.class);
 *     STM.run(tx -> {
 *         tx.check(alice.get(tx) != null && alice.get(tx) >= 30);  // waits, also for other processes
 *         alice.update(tx, balance -> balance - 30);
 *         bob.update(tx, balance -> balance == null ? 30 : balance + 30);
 *     });
 * }
 * }</pre>
 *
 * <p>Bodies run against a mirror of the keys in this process, which a watch keeps up to date: reads
 * cost the same as in memory. One transaction of etcd commits a transaction that has written; it
 * compares the revisions of all keys read.
 *
 * <p><b>Guarantees.</b> Transactions that write are strictly serialisable, in all processes together.
 * Every transaction and snapshot sees the keys at one revision, which includes all earlier commits of
 * its own process. A transaction that only reads may see a revision that is no longer the newest; call
 * {@link dev.tvar.stm.etcd.EtcdStore#refresh()} before it to exclude that.
 *
 * <p>A transaction that writes and has read the set of names commits only if no key was created
 * meanwhile. It does not detect that a tool other than this store removes a key within the round trip
 * of the commit; this store removes none.
 *
 * <p><b>Differences from a store in memory.</b> A version is the revision of etcd at which the key was
 * written last; it grows, but is not a count of commits. A transaction that writes uses keys of one
 * store only. Its size is limited, and it may end with
 * {@link dev.tvar.stm.etcd.CommitOutcomeUnknownException}.
 *
 * <p><b>Threads and nulls.</b> A store is thread-safe; options, codecs and exceptions are immutable. Arguments must not
 * be null.
 *
 * <p><b>Memory effects.</b> Within a process they are the same as for all transactions. Between processes there is no
 * <i>happens-before</i>: a process that sees a commit also sees every value with an earlier revision, and nothing else
 * of the process that committed.
 */
@NullMarked
package dev.tvar.stm.etcd;

import org.jspecify.annotations.NullMarked;
