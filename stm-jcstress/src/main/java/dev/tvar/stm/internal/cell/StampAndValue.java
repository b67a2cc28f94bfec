package dev.tvar.stm.internal.cell;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.tvar.stm.TLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** The seqlock read of a {@link Cell} (stamp, value, stamp), concurrent with a writer, without transactions. */
@JCStressTest
@Outcome(
        id = {"0, 0", "1, 1"},
        expect = ACCEPTABLE,
        desc = "a value with its own version")
@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "locked, or changed between the reads of the stamp")
@Outcome(expect = FORBIDDEN, desc = "a value with the version of another")
@State
public class StampAndValue {
    private final LongCell cell = TLong.of(0);

    /** Locks the cell, stores a value, unlocks it with the next version. */
    @Actor
    public void writer() {
        if (Seqlock.tryLock(cell, Stamp.ofVersion(0))) {
            Seqlock.beginStores(); // as in Commit.storeAll
            cell.value = 1;
            Seqlock.unlock(cell, Stamp.ofVersion(1));
        }
    }

    /** Reads the stamp, the value, and the stamp again. */
    @Actor
    public void reader(JJ_Result result) {
        long word = Seqlock.stamp(cell);
        long value = cell.value;
        boolean good = !Stamp.isLocked(word) && Seqlock.isStill(cell, word);
        result.r1 = good ? Stamp.version(word) : -1;
        result.r2 = good ? value : -1;
    }
}
