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

/** Each of two transactions writes one variable if the other variable is still zero: only one of them can. */
@JCStressTest
@Outcome(
        id = {"1, 0", "0, 1"},
        expect = ACCEPTABLE,
        desc = "one of them")
@Outcome(expect = FORBIDDEN, desc = "both, or none")
@State
public class WriteSkew {
    private final TLong x = TLong.of(0);
    private final TLong y = TLong.of(0);

    private static boolean writeIfZero(TLong written, TLong read) {
        return STM.atomically(tx -> {
            boolean zero = read.get(tx) == 0;
            if (zero) {
                written.set(tx, 1);
            }
            return zero;
        });
    }

    /** One side. */
    @Actor
    public void one(JJ_Result result) {
        result.r1 = writeIfZero(x, y) ? 1 : 0;
    }

    /** The other side. */
    @Actor
    public void other(JJ_Result result) {
        result.r2 = writeIfZero(y, x) ? 1 : 0;
    }
}
