package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.support.LockStep;
import dev.tvar.stm.examples.support.Workers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Two polite people meet in a corridor with two sides. Each steps aside if the other blocks the way. */
final class Livelock {
    /** The bound of the demonstration: without it, it would never end. */
    static final int ROUNDS = 10;

    /** The number of steps aside, and whether they could pass in the end. */
    record Result(int steps, boolean passed) {}

    private Livelock() {}

    /** Both check, then both step, in every round: busy and polite, and neither makes progress. */
    static Result withoutTransactions() {
        AtomicIntegerArray side = new AtomicIntegerArray(2);
        LockStep step = new LockStep(2);
        AtomicInteger steps = new AtomicInteger();
        Workers.run(2, me -> {
            for (int round = 0; round < ROUNDS; round++) {
                boolean inTheWay = side.get(me) == side.get(1 - me);
                step.await();
                if (inTheWay) {
                    side.set(me, 1 - side.get(me));
                    steps.incrementAndGet();
                }
                step.await();
            }
        });
        return new Result(steps.get(), side.get(0) != side.get(1));
    }

    /** Check and step are one transaction; both check before either commits. */
    static Result withTransactions() {
        List<TLong> side = List.of(TLong.named("Ann's side", 0), TLong.named("Bob's side", 0));
        LockStep step = new LockStep(2);
        AtomicInteger steps = new AtomicInteger();
        Workers.run(2, me -> {
            boolean[] met = {false};
            boolean stepped = STM.atomically(tx -> {
                long own = side.get(me).get(tx);
                boolean inTheWay = own == side.get(1 - me).get(tx);
                if (!met[0]) {
                    met[0] = true;
                    step.await();
                }
                if (inTheWay) {
                    side.get(me).set(tx, 1 - own);
                }
                return inTheWay;
            });
            steps.addAndGet(stepped ? 1 : 0);
        });
        return new Result(steps.get(), side.get(0).now() != side.get(1).now());
    }
}
