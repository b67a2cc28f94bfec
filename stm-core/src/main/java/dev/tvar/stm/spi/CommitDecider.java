package dev.tvar.stm.spi;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.List;

/**
 * Decides elsewhere whether a transaction commits: in a database, a replicated store, another process. Given to a
 * transaction with {@link Txn#commitThrough}.
 *
 * <p>Such a transaction publishes nothing itself. Once its body has returned, the engine asks the decider, unless a
 * variable that was read has already changed in this process. The decider takes the writes to their destination; if
 * variables of this process are to show them, it has another thread do that, in transactions of its own. So nothing is
 * locked while it works, however long that takes.
 *
 * <p>It may be asked by many threads at once. It must not run a transaction, nor use the {@code Txn} of the body: the writes of the
 * body are complete, and a further write would reach neither this process nor the destination. Both throw {@link
 * IllegalStateException}, which leaves the transaction as if its body had thrown it. {@link STM#snapshot} reads at the
 * instant of the body. {@link TVar#now} may be used.
 */
@FunctionalInterface
public interface CommitDecider {
    /**
     * Decides. Called by the thread of the transaction, after the body.
     *
     * @param tx the transaction, for reading at the instant at which its body has read
     * @param uses the variables that the body has read and written, in no particular order; a variable may occur more
     *     than once, but only once as written
     * @return the decision; if it is {@link Decision#committed()}, the transaction has committed and none of its writes is
     *     published in this process by the engine
     * @throws RuntimeException leaves the transaction as if its body had thrown it
     */
    Decision decide(ReadTxn tx, List<VariableUse> uses);
}
