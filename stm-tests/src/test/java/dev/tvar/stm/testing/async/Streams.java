package dev.tvar.stm.testing.async;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.testing.support.Internals;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;

/** Two accounts and streams of their changes, which leave no waiter behind. */
abstract class Streams {
    static final long NO_LIMIT = Long.MAX_VALUE;

    final TaskQueue queue = new TaskQueue();
    final TLong from = TLong.named("from", 100);
    final TLong to = TLong.named("to", 0);

    @AfterEach
    void nothingIsLeftBehind() {
        assertEquals(0, Internals.waiters(from) + Internals.waiters(to));
    }

    final void transfer(long amount) {
        STM.run(tx -> {
            from.add(tx, -amount);
            to.add(tx, amount);
        });
    }

    final Flow.Publisher<Long> changesOf(TLong variable) {
        return STM.changes(variable::get, Object::equals, queue);
    }
}
