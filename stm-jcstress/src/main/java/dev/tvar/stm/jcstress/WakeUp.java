package dev.tvar.stm.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** One waits for two variables, which another writes one by one: the wake-up comes. */
@JCStressTest
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "woken, or never asleep")
@Outcome(expect = FORBIDDEN, desc = "a wake-up is lost")
@State
public class WakeUp {
    /** Long enough for any scheduler: only a waiter that is forgotten gets there. */
    private static final TxnExecutor PATIENT = STM.with(TxnOptions.defaults().withTimeout(Duration.ofHours(1)));

    private final TLong x = TLong.of(0);
    private final TLong y = TLong.of(0);

    /** Waits until both are written. */
    @Actor
    public void waiter(JJ_Result result) {
        try {
            result.r1 = PATIENT.atomically(tx -> {
                tx.check(x.get(tx) == 1 && y.isAtLeast(tx, 1));
                return 2L;
            });
        } catch (TxnTimeoutException e) {
            result.r2 = -1;
        }
    }

    /** Writes one, then the other: the first wakes the waiter for nothing. */
    @Actor
    public void writer() {
        STM.run(tx -> x.set(tx, 1));
        STM.run(tx -> y.add(tx, 1));
    }
}
