package dev.tvar.stm.store;

import dev.tvar.stm.STM;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import java.util.function.Function;

/** Two ways to run a transaction of the store: until it has committed, or once and then never mind. */
final class Patience {
    private final String what;
    private final TxnExecutor endless;
    private final TxnExecutor once;

    Patience(String what) {
        TxnOptions options = TxnOptions.defaults().withName(what);
        this.what = what;
        endless = STM.with(options);
        once = STM.with(options.withMaxAttempts(1));
    }

    TxnExecutor endless() {
        return endless;
    }

    /** Makes one attempt, and turns its loss into a refusal. */
    <R> R orBusy(Function<TxnExecutor, R> attempt) {
        try {
            return attempt.apply(once);
        } catch (TooManyAttemptsException e) {
            throw new BusyRetryException(what, e.contended());
        }
    }
}
