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

/** A transaction that waits for two variables, which another thread writes in two commits, is woken. */
@JCStressTest
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "woken, or never parked")
@Outcome(expect = FORBIDDEN, desc = "a wake-up is lost")
@State
public class WakeUp {
    /** Longer than any scheduler delays a thread: only a waiter whose wake-up is lost reaches it. */
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

    /** Writes one variable, then the other; the first write wakes the waiter too early. */
    @Actor
    public void writer() {
        STM.run(tx -> x.set(tx, 1));
        STM.run(tx -> y.add(tx, 1));
    }
}
