package dev.tvar.stm.benchmarks.engine;

import org.multiverse.api.StmUtils;
import org.multiverse.api.functions.Functions;
import org.multiverse.api.functions.LongFunction;
import org.multiverse.api.references.TxnLong;

/** Multiverse's operations on a single reference, without a transaction around them. */
final class MultiverseSingleEngine implements Engine {
    @Override
    public Counter counter() {
        TxnLong cell = StmUtils.newTxnLong(0);
        LongFunction next = Functions.incLongFunction();
        return new Counter() {
            @Override
            public void add() {
                cell.atomicIncrementAndGet(1);
            }

            @Override
            public void readAndWrite() {
                cell.atomicAlterAndGet(next);
            }

            @Override
            public long value() {
                return cell.atomicGet();
            }
        };
    }
}
