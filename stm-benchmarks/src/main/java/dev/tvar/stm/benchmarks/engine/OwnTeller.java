package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.ReadBody;
import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;

/**
 * What both forms of this library have in common: sums are snapshots, reads are transactions. A body leaves its number in
 * {@link #total}; if it runs again, it writes the number again.
 */
abstract class OwnTeller extends PreparedTeller {
    final TLong[] accounts;

    private final TxnBody<Boolean, RuntimeException> transfer = this::transferIn;
    private final ReadBody<Boolean, RuntimeException> sum = this::sumIn;
    private final TxnBody<Boolean, RuntimeException> read = this::readIn;

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
        STM.snapshot(sum);
        return total;
    }

    private boolean sumIn(ReadTxn tx) {
        runs++; // counts runs, of which a snapshot has one
        long seen = 0;
        for (TLong account : accounts) {
            seen += account.get(tx);
        }
        total = seen;
        return true;
    }

    @Override
    final long readNow() {
        STM.atomically(read);
        return total;
    }

    private boolean readIn(Txn tx) {
        runs++; // counts attempts, so it must not be undone with them
        long seen = 0;
        for (int i : which) {
            seen += accounts[i].get(tx);
        }
        if (deposit) {
            TLong first = accounts[which[0]];
            first.set(tx, first.get(tx) + 1);
        }
        total = seen;
        return true;
    }
}
