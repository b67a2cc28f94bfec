package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import org.jspecify.annotations.Nullable;

/** A lock that its owner may acquire again, and must release as often: an owner and a depth, both variables. */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
final class ReentrantTLock {
    private final TVar<@Nullable Thread> owner = TVar.named("owner", null);
    private final TLong depth = TLong.named("depth", 0);

    /** Waits while another thread is the owner. */
    void lock(Txn tx) {
        Thread me = Thread.currentThread();
        Thread holder = owner.get(tx);
        tx.check(holder == null || holder == me);
        owner.set(tx, me);
        depth.add(tx, 1);
    }

    /** Releases it once. */
    void unlock(Txn tx) {
        if (owner.get(tx) != Thread.currentThread()) {
            throw new IllegalStateException("only the owner may unlock");
        }
        depth.add(tx, -1);
        if (!depth.isAtLeast(tx, 1)) {
            owner.set(tx, null);
        }
    }
}
