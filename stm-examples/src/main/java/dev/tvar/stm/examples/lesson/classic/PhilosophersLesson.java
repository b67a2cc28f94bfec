package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.LockStep;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Philosophers at a round table, a fork between every two; who eats needs both. If each takes the left fork first and waits
 * for the right one, all wait for ever. In a transaction both forks are taken at once, or none.
 */
public final class PhilosophersLesson implements Lesson {
    private static final Card CARD = Card.of("B3", "philosophers", "dining philosophers: both forks at once, or none")
            .asks("Can everybody at the table eat, if everyone needs the forks of both neighbours?")
            .shows("one fork at a time starves the whole table; both at once feeds everyone, and fairly")
            .threads("philosophers", 2, 5, 100);

    private static final int MEALS = 10_000;
    private static final long PATIENCE_MILLIS = 20;

    /** Meals of each; of each when the first was done; whether a fork was ever in two hands. */
    record Dinner(int[] meals, int[] mealsAtFirstEnd, int forksInTwoHands) {
        boolean lawHolds(int asked) {
            return Arrays.stream(meals).allMatch(eaten -> eaten == asked) && forksInTwoHands == 0;
        }

        /** When the first was done: the meals of the slowest, in percent of the meals of the fastest. */
        int fairness() {
            int slowest = Arrays.stream(mealsAtFirstEnd).min().orElse(0);
            int fastest = Arrays.stream(mealsAtFirstEnd).max().orElse(1);
            return 100 * slowest / fastest;
        }
    }

    /** All take the left fork, then try the right one for a while, and nobody puts a fork down before all have tried. */
    static int mealsWithOneForkAtATime(int philosophers) {
        List<ReentrantLock> forks =
                Stream.generate(ReentrantLock::new).limit(philosophers).toList();
        LockStep step = new LockStep(philosophers);
        AtomicInteger meals = new AtomicInteger();
        Workers.run(philosophers, me -> {
            ReentrantLock left = forks.get(me);
            ReentrantLock right = forks.get((me + 1) % philosophers);
            left.lock();
            try {
                step.await();
                if (Locks.tryLock(right, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    meals.incrementAndGet();
                    right.unlock();
                }
                step.await();
            } finally {
                left.unlock();
            }
        });
        return meals.get();
    }

    /** Both forks in one transaction, so many meals each. */
    static Dinner dine(int philosophers, int meals) {
        List<TVar<Boolean>> onTable =
                Stream.generate(() -> TVar.of(true)).limit(philosophers).toList();
        AtomicIntegerArray hands = new AtomicIntegerArray(philosophers);
        AtomicIntegerArray eaten = new AtomicIntegerArray(philosophers);
        AtomicInteger inTwoHands = new AtomicInteger();
        AtomicBoolean anyoneDone = new AtomicBoolean();
        int[] atFirstEnd = new int[philosophers];
        Workers.run(philosophers, me -> {
            int[] forks = {me, (me + 1) % philosophers};
            for (int i = 0; i < meals; i++) {
                STM.run(tx -> {
                    for (int fork : forks) {
                        tx.check(onTable.get(fork).getAndSet(tx, false));
                    }
                });
                for (int fork : forks) {
                    inTwoHands.addAndGet(hands.incrementAndGet(fork) - 1);
                }
                eaten.incrementAndGet(me);
                for (int fork : forks) {
                    hands.decrementAndGet(fork);
                }
                STM.run(tx -> {
                    for (int fork : forks) {
                        onTable.get(fork).set(tx, true);
                    }
                });
            }
            if (anyoneDone.compareAndSet(false, true)) {
                Arrays.setAll(atFirstEnd, eaten::get);
            }
        });
        int[] all = new int[philosophers];
        Arrays.setAll(all, eaten::get);
        return new Dinner(all, atFirstEnd, inTwoHands.get());
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        int philosophers = setup.threads();
        out.println(Text.format(
                "One fork at a time: all hold the left one and wait %d ms for the right one. Meals eaten: %d.",
                PATIENCE_MILLIS, mealsWithOneForkAtATime(philosophers)));
        Dinner dinner = dine(philosophers, MEALS);
        Text.heading(out, "Both forks in one transaction:");
        Columns table = new Columns("philosopher", "meals", "when the first was done");
        for (int i = 0; i < philosophers; i++) {
            table.row("" + (i + 1), dinner.meals()[i], dinner.mealsAtFirstEnd()[i]);
        }
        table.print(out);
        out.println(Text.format(
                "Fairness: when the first was done, the slowest had %d %% of the meals of the fastest.",
                dinner.fairness()));
        return Text.state(
                out,
                Text.format("all eat the %,d meals asked for, and no fork is in two hands", MEALS),
                dinner.lawHolds(MEALS));
    }
}
