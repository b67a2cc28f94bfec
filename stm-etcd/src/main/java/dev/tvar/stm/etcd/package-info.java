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
 * <p>Bodies run against a mirror of the keys in this process, which a watch keeps fresh: reads cost what they cost in memory.
 * A transaction that has written is committed by one transaction of etcd, which compares the revisions of all that was read.
 *
 * <p><b>What holds.</b> Transactions that write are strictly serialisable, in all processes together. Every transaction and
 * snapshot sees the keys as they were at one revision; its own process's commits are among them. One that only reads may see a
 * revision that is not the newest any more: {@link dev.tvar.stm.etcd.EtcdStore#refresh()} before it rules that out.
 *
 * <p>A transaction that writes and has asked for names is committed if no key was created meanwhile. A key that a tool other
 * than this store removes within the round trip of the commit is not noticed; this store removes none.
 *
 * <p><b>What differs from a store in memory.</b> A version is the revision of etcd at which the key was written last; it grows,
 * and does not count. A transaction that writes uses keys of one store only. It has limits, and it may end with
 * {@link dev.tvar.stm.etcd.CommitOutcomeUnknownException}.
 */
@NullMarked
package dev.tvar.stm.etcd;

import org.jspecify.annotations.NullMarked;
