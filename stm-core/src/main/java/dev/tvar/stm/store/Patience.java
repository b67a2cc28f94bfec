package dev.tvar.stm.store;

import dev.tvar.stm.STM;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnException;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import java.time.Duration;
import java.util.function.Function;

/** Two ways to run a transaction of the store: until it has committed, or once and then never mind. */
final class Patience {
    /** A single attempt that gave way to the ticket would wait for it before it gives up; this ends that wait. */
    private static final Duration LONGEST_REFUSAL = Duration.ofMillis(50);

    private final String what;
    private final TxnExecutor endless;
    private final TxnExecutor once;

    Patience(String what) {
        TxnOptions options = TxnOptions.defaults().withName(what);
        this.what = what;
        endless = STM.with(options);
        once = STM.with(options.withMaxAttempts(1).withTimeout(LONGEST_REFUSAL));
    }

    TxnExecutor endless() {
        return endless;
    }

    /** Makes one attempt, and turns its loss into a refusal. */
    <R> R orBusy(Function<TxnExecutor, R> attempt) {
        try {
            return attempt.apply(once);
        } catch (TooManyAttemptsException | TxnTimeoutException e) {
            TxnException lost = e;
            throw new BusyRetryException(what, lost.contended());
        }
    }
}
