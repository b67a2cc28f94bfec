package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.ReadBody;
import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;

/** What both forms of this library have in common: sums are snapshots, reads are transactions. */
abstract class OwnTeller extends PreparedTeller {
    final TLong[] accounts;

    private final TxnBody<Boolean, RuntimeException> transfer = this::transferIn;
    private final ReadBody<Long, RuntimeException> sum = this::sumIn;
    private final TxnBody<Long, RuntimeException> read = this::readIn;

    OwnTeller(TLong[] accounts) {
        this.accounts = accounts;
    }

    @Override
    final boolean transferNow() {
        return STM.atomically(transfer);
    }

    abstract boolean transferIn(Txn tx);

    @Override
    final long sumNow() {
        return STM.snapshot(sum);
    }

    private long sumIn(ReadTxn tx) {
        runs++; // counts runs, of which a snapshot has one
        long total = 0;
        for (TLong account : accounts) {
            total += account.get(tx);
        }
        return total;
    }

    @Override
    final long readNow() {
        return STM.atomically(read);
    }

    private long readIn(Txn tx) {
        runs++; // counts attempts, so it must not be undone with them
        long total = 0;
        for (int i : which) {
            total += accounts[i].get(tx);
        }
        if (deposit) {
            TLong first = accounts[which[0]];
            first.set(tx, first.get(tx) + 1);
        }
        return total;
    }
}
