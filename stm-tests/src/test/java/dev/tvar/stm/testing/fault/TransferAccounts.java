package dev.tvar.stm.testing.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.testing.support.Internals;
import java.util.List;

/** Two accounts and a counter of the transfers between them, with the invariants that must hold after any fault. */
final class TransferAccounts {
    static final long TOTAL = 100_000;
    private static final int AMOUNT = 10;

    final TLong a = TLong.named("a", TOTAL);
    final TLong b = TLong.named("b", 0);
    final TVar<Integer> transfers = TVar.named("transfers", 0);

    /** Transfers whose transaction returned to its caller. */
    private int returned;

    /** A transfer that reads what it writes. */
    void transfer(Txn tx) {
        a.set(tx, a.get(tx) - AMOUNT);
        b.set(tx, b.get(tx) + AMOUNT);
        count(tx);
    }

    /** A transfer by blind adds, if the funds suffice. */
    void transferBlindly(Txn tx) {
        if (a.isAtLeast(tx, AMOUNT)) {
            a.add(tx, -AMOUNT);
            b.add(tx, AMOUNT);
            count(tx);
        }
    }

    private void count(Txn tx) {
        transfers.set(tx, transfers.get(tx) + 1);
    }

    /** All the money, as a transaction or a snapshot sees it. */
    long total(ReadTxn tx) {
        return a.get(tx) + b.get(tx);
    }

    /** Transfers as a transaction of its own. */
    void transferNow() {
        STM.run(this::transfer);
        noteReturned();
    }

    void noteReturned() {
        returned++;
    }

    /** Fails unless exactly the transfers that returned took effect, and no lock, waiter, snapshot or ticket is left. */
    void assertLaws(OtherThread other) {
        for (Cell cell : List.<Cell>of(a, b, transfers)) {
            assertFalse(Internals.isLocked(cell), () -> cell + " is locked");
            assertEquals(0, Internals.waiters(cell), () -> "waiters for " + cell);
        }
        assertEquals(0, Internals.openSnapshots(), "open snapshots");
        assertFalse(Internals.isTicketOut(), "the ticket is out");
        assertBalances();
        other.run(this::transferNow);
        transferNow();
        assertBalances();
    }

    private void assertBalances() {
        long moved = (long) returned * AMOUNT;
        assertEquals(
                List.of(TOTAL - moved, moved, (long) returned),
                STM.atomically(tx -> List.of(a.get(tx), b.get(tx), (long) transfers.get(tx))));
        assertEquals(TOTAL - moved, a.now());
    }
}
