package dev.tvar.stm.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A commit that writes two variables is seen whole: by a transaction, and by a snapshot. */
@JCStressTest
@Outcome(
        id = {"0, 0", "0, 2", "2, 0", "2, 2"},
        expect = ACCEPTABLE,
        desc = "each saw none or both")
@Outcome(expect = FORBIDDEN, desc = "half a commit")
@State
public class BothOrNeither {
    private final TLong x = TLong.of(0);
    private final TLong y = TLong.of(0);

    /** Writes both. */
    @Actor
    public void writer() {
        STM.run(tx -> {
            x.set(tx, 1);
            y.set(tx, 1);
        });
    }

    /** Reads both in a transaction. */
    @Actor
    public void transaction(JJ_Result result) {
        result.r1 = STM.atomically(tx -> x.get(tx) + y.get(tx));
    }

    /** Reads both in a snapshot. */
    @Actor
    public void snapshot(JJ_Result result) {
        result.r2 = STM.snapshot(tx -> y.get(tx) + x.get(tx));
    }
}
