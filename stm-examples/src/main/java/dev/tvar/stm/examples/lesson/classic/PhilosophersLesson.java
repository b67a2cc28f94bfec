package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.lesson.classic.DiningTable.Dinner;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.LockStep;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Philosophers at a round table, with a fork between every two; eating takes both. If each takes the
 * left fork first and waits for the right one, all wait indefinitely. A transaction takes both forks
 * at once, or none.
 */
public final class PhilosophersLesson implements Lesson {
    private static final Card CARD = Card.of("B3", "philosophers", "dining philosophers: both forks at once, or none")
            .asks("Can all philosophers eat if each needs the forks on both sides?")
            .shows("one fork at a time starves the whole table; both at once feeds all; fairness takes one more line")
            .threads("philosophers", 2, 5, 100);

    private static final int MEALS = 10_000;
    private static final long PATIENCE_MILLIS = 20;
    private static final int NO_RULE = Integer.MAX_VALUE;
    private static final int LEAD = 5;

    /** All take the left fork, then try the right one for a while, and no fork is put down before all have tried. */
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
        Dinner free = new DiningTable(philosophers, NO_RULE).dine(MEALS);
        Dinner fair = new DiningTable(philosophers, LEAD).dine(MEALS);
        Text.heading(
                out,
                Text.format(
                        "Both forks in one transaction, %,d meals each. Meals of each when the first had finished:",
                        MEALS));
        Columns table = new Columns("philosopher", "no rule", "at most " + LEAD + " meals ahead of a neighbour");
        for (int i = 0; i < philosophers; i++) {
            table.row("" + (i + 1), free.whenFirstDone()[i], fair.whenFirstDone()[i]);
        }
        table.row("fairness", free.fairness() + " %", fair.fairness() + " %");
        table.print(out);
        return Text.state(
                out,
                "all eat the meals asked for, and no fork is in two hands",
                free.lawHolds(MEALS) && fair.lawHolds(MEALS));
    }
}
