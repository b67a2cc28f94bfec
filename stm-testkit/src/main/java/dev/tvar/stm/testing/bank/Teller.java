package dev.tvar.stm.testing.bank;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A thread that works through its list of calls, round after round. */
final class Teller extends Clerk {
    private final List<? extends Call> calls;
    private final int rounds;
    private final Log log;

    Teller(String name, CountDownLatch start, List<? extends Call> calls, int rounds, Log log) {
        super(name, start);
        this.calls = calls;
        this.rounds = rounds;
        this.log = log;
    }

    @Override
    void work() throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (Call call : calls) {
                begin(call);
                log.perform(call);
            }
        }
        end();
    }
}
