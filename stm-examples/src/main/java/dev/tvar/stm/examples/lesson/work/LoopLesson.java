package dev.tvar.stm.examples.lesson.work;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An event loop, one thread, on which orders wait for money that other tasks of the same loop pay in. A body that blocks
 * the loop waits for a task that the loop can no longer run; a transaction that waits without a thread does not.
 */
public final class LoopLesson implements Lesson {
    private static final Card CARD = Card.of("C6", "loop", "an event loop that waits for funds, without a thread")
            .asks("All tasks run on one thread. How can ten thousand of them wait for money?")
            .shows(
                    "the blocking task times out, since the deposit stands behind it in the queue; of the others, all wait and all are paid");

    private static final int ORDERS = 10_000;

    /** A task of the loop blocks until money is there, which the next task of the loop would pay in; returns whether it came. */
    static boolean blocked() {
        ExecutorService loop = Executors.newSingleThreadExecutor();
        try {
            TLong account = TLong.named("account", 0);
            CompletableFuture<Boolean> order = CompletableFuture.supplyAsync(() -> takenInTime(account), loop);
            CompletableFuture<Void> deposit =
                    CompletableFuture.runAsync(() -> STM.run(tx -> account.add(tx, 10)), loop);
            deposit.join();
            return order.join();
        } finally {
            loop.shutdown();
        }
    }

    private static boolean takenInTime(TLong account) {
        try {
            STM.with(TxnOptions.defaults().withTimeout(Duration.ofMillis(50))).run(tx -> {
                tx.check(account.isAtLeast(tx, 10));
                account.add(tx, -10);
            });
            return true;
        } catch (TxnTimeoutException e) {
            return false;
        }
    }

    /**
     * The outcome of a day on the loop.
     *
     * @param waiting the orders that waited when the first deposit came
     * @param paid the orders that were paid in the end
     * @param left the money that is left over
     * @param threads the threads on which orders ran
     */
    record Day(int waiting, long paid, long left, int threads) {}

    /** Orders of random amounts wait on one thread; deposits on the same thread pay for all of them. */
    static Day waited(SplittableRandom random, int orders) {
        ExecutorService loop = Executors.newSingleThreadExecutor();
        try {
            TLong account = TLong.named("account", 0);
            TLong paid = TLong.named("paid", 0);
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            List<CompletableFuture<Void>> all = new ArrayList<>();
            long needed = 0;
            for (int i = 0; i < orders; i++) {
                long amount = random.nextInt(1, 100);
                needed += amount;
                all.add(STM.runAsync(
                        tx -> {
                            tx.check(account.isAtLeast(tx, amount));
                            account.add(tx, -amount);
                            paid.add(tx, 1);
                            tx.afterCommit(() -> threads.add(Thread.currentThread()));
                        },
                        loop));
            }
            int waiting = CompletableFuture.supplyAsync(
                            () -> (int)
                                    all.stream().filter(each -> !each.isDone()).count(),
                            loop)
                    .join();
            long half = needed / 2;
            long rest = needed - half;
            CompletableFuture.runAsync(() -> STM.run(tx -> account.add(tx, half)), loop);
            CompletableFuture.runAsync(() -> STM.run(tx -> account.add(tx, rest)), loop);
            CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).join();
            return new Day(waiting, paid.now(), account.now(), threads.size());
        } finally {
            loop.shutdown();
        }
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        out.println("A task that blocks the loop until the money is there: "
                + (blocked() ? "it was paid." : "it gave up; the deposit stood behind it in the queue."));
        Day day = waited(setup.random(), ORDERS);
        out.println(Text.format(
                "%,d orders by runAsync: %,d waited, %s occupied; two deposits later %,d were paid, on %s.",
                ORDERS, day.waiting, Text.threads(0), day.paid, Text.threads(day.threads)));
        boolean held = day.waiting == ORDERS && day.paid == ORDERS && day.left == 0 && day.threads == 1;
        return Text.state(out, "every order waits without a thread and is paid once, from all the money", held);
    }
}
