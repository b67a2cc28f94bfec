package dev.tvar.stm.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** A commit that writes two variables is seen whole by a snapshot. */
@JCStressTest
@Outcome(
        id = {"0", "2"},
        expect = ACCEPTABLE,
        desc = "none or both")
@Outcome(expect = FORBIDDEN, desc = "half a commit")
@State
public class BothOrNeitherInASnapshot {
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

    /** Reads both in a snapshot. */
    @Actor
    public void snapshot(J_Result result) {
        result.r1 = STM.snapshot(tx -> y.get(tx) + x.get(tx));
    }
}
