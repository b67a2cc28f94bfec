package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.examples.support.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * A round table with a fork between every two philosophers. A philosopher takes both forks in one transaction,
 * optionally only while not too many meals ahead of a neighbour. For one dinner.
 */
final class DiningTable {
    /** Meals of each; meals of each when the first had finished; the number of times that a fork was in two hands. */
    record Dinner(long[] meals, long[] whenFirstDone, int forksInTwoHands) {
        boolean lawHolds(int asked) {
            return Arrays.stream(meals).allMatch(eaten -> eaten == asked) && forksInTwoHands == 0;
        }

        /** When the first had finished: the meals of the slowest, in percent of the meals of the fastest. */
        long fairness() {
            return 100
                    * Arrays.stream(whenFirstDone).min().orElse(0)
                    / Arrays.stream(whenFirstDone).max().orElse(1);
        }
    }

    private final int lead;
    private final List<TVar<Boolean>> onTable;
    private final List<TLong> eaten;
    private final AtomicIntegerArray hands;
    private final AtomicInteger inTwoHands = new AtomicInteger();

    DiningTable(int philosophers, int lead) {
        this.lead = lead;
        onTable = IntStream.rangeClosed(1, philosophers)
                .mapToObj(i -> TVar.named("fork " + i, true))
                .toList();
        eaten = IntStream.rangeClosed(1, philosophers)
                .mapToObj(i -> TLong.named("meals of " + i, 0))
                .toList();
        hands = new AtomicIntegerArray(philosophers);
    }

    /** Each philosopher eats the given number of meals. */
    Dinner dine(int meals) {
        AtomicBoolean anyoneDone = new AtomicBoolean();
        long[][] whenFirstDone = {{}};
        Workers.run(eaten.size(), me -> {
            for (int i = 0; i < meals; i++) {
                STM.run(tx -> takeForks(tx, me));
                touchForks(me);
                STM.run(tx -> putForksBack(tx, me));
            }
            if (anyoneDone.compareAndSet(false, true)) {
                whenFirstDone[0] = mealsNow();
            }
        });
        return new Dinner(mealsNow(), whenFirstDone[0], inTwoHands.get());
    }

    /** Waits until both forks are on the table, and until the rule allows a meal. */
    void takeForks(Txn tx, int me) {
        if (lead < Integer.MAX_VALUE) {
            long mine = eaten.get(me).get(tx);
            tx.check(eaten.get(left(me)).isAtLeast(tx, mine - lead)
                    && eaten.get(right(me)).isAtLeast(tx, mine - lead));
        }
        tx.check(onTable.get(me).getAndSet(tx, false));
        tx.check(onTable.get(right(me)).getAndSet(tx, false));
    }

    /** Ends a meal. */
    void putForksBack(Txn tx, int me) {
        onTable.get(me).set(tx, true);
        onTable.get(right(me)).set(tx, true);
        eaten.get(me).add(tx, 1);
    }

    /** Eats, and records whether another philosopher holds one of the two forks. */
    private void touchForks(int me) {
        inTwoHands.addAndGet(hands.getAndIncrement(me) + hands.getAndIncrement(right(me)));
        hands.decrementAndGet(me);
        hands.decrementAndGet(right(me));
    }

    private int left(int philosopher) {
        return (philosopher + eaten.size() - 1) % eaten.size();
    }

    private int right(int philosopher) {
        return (philosopher + 1) % eaten.size();
    }

    private long[] mealsNow() {
        return STM.snapshot(
                tx -> eaten.stream().mapToLong(meals -> meals.get(tx)).toArray());
    }
}
