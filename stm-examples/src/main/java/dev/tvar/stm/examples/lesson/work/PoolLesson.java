package dev.tvar.stm.examples.lesson.work;

import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Steps;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A function over a range, by one thread and by a pool. Results that are appended when ready come in the order of
 * completion; results that are stored by index are equal to those of one thread.
 */
public final class PoolLesson implements Lesson {
    private static final Card CARD = Card.of("C4", "pool", "a function over a range, by one thread and by a pool")
            .asks("Does a pool of threads give the same list as one thread?")
            .shows("results appended on completion are in the wrong order; stored by index they are equal")
            .threads("threads", 1, 4, 64);

    private static final int SIZE = 200_000;
    private static final double NANOS_PER_MILLI = 1e6;

    /** The number of Collatz steps from a number to 1: halve an even number, triple an odd one and add 1. */
    static long collatzSteps(long number) {
        long steps = 0;
        for (long n = number; n > 1; n = n % 2 == 0 ? n / 2 : 3 * n + 1) {
            steps++;
        }
        return steps;
    }

    /** Two threads append the squares of 1, 2 and 3; the thread with the first number finishes last. */
    static List<Integer> appendedAsTheyCome() {
        List<Integer> results = Collections.synchronizedList(new ArrayList<>());
        Steps steps = new Steps();
        Workers.runTogether(() -> steps.at(3, () -> results.add(1)), () -> {
            steps.at(1, () -> results.add(4));
            steps.at(2, () -> results.add(9));
        });
        return List.copyOf(results);
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        out.println("Squares of 1, 2, 3 by two threads, the first being slower:");
        out.println();
        new Columns("version", "list")
                .left(1)
                .row("appended on completion", appendedAsTheyCome())
                .row("stored by index", PoolMap.map(2, 4, n -> n * n).subList(1, 4))
                .print(out);
        long began = System.nanoTime();
        List<Long> alone = PoolMap.sequential(0, SIZE, PoolLesson::collatzSteps);
        long aloneNanos = System.nanoTime() - began;
        List<Long> pool = PoolMap.map(setup.threads(), SIZE, PoolLesson::collatzSteps);
        long poolNanos = System.nanoTime() - began - aloneNanos;
        Text.heading(out, Text.format("Steps to 1 by the Collatz rule, for the numbers below %,d:", SIZE));
        Columns table = new Columns("version", "values", "sum", "elapsed ms");
        row(table, "one thread", alone, aloneNanos);
        row(table, setup.threads() + " threads", pool, poolNanos);
        table.print(out);
        return Text.state(out, "the pool gives the same list as one thread", alone.equals(pool));
    }

    private static void row(Columns table, String version, List<Long> values, long nanos) {
        table.row(
                version,
                values.size(),
                values.stream().mapToLong(Long::longValue).sum(),
                Text.format("%,.0f", nanos / NANOS_PER_MILLI));
    }
}
