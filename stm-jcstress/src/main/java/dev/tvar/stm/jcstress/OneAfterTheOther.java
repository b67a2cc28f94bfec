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

/** A thread that sees the later of two commits sees the earlier one too, outside transactions. */
@JCStressTest
@Outcome(
        id = {"0, 0", "0, 1", "1, 1"},
        expect = ACCEPTABLE,
        desc = "in order")
@Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the later commit without the earlier one")
@State
public class OneAfterTheOther {
    private final TLong x = TLong.of(0);
    private final TLong y = TLong.of(0);

    /** Commits twice. */
    @Actor
    public void writer() {
        STM.run(tx -> x.set(tx, 1));
        STM.run(tx -> y.set(tx, 1));
    }

    /** Reads the later write first. */
    @Actor
    public void reader(JJ_Result result) {
        result.r1 = y.now();
        result.r2 = x.now();
    }
}
