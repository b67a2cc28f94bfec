package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;

/** What both forms of this library have in common: sums are snapshots, reads are transactions. */
abstract class OwnTeller extends Teller {
    final TLong[] accounts;

    OwnTeller(TLong[] accounts) {
        this.accounts = accounts;
    }

    @Override
    public final long sum() {
        calls++;
        return STM.snapshot(tx -> {
            runs++; // counts runs, of which a snapshot has one
            long total = 0;
            for (TLong account : accounts) {
                total += account.get(tx);
            }
            return total;
        });
    }

    @Override
    public final long read(int[] which, boolean deposit) {
        calls++;
        return STM.atomically(tx -> {
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
        });
    }
}
