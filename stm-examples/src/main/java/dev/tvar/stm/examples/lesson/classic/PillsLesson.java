package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * Producers and consumers at a queue that can be joined. Each consumer ends when it takes a poison pill, so there must be
 * one for each; and an empty queue does not mean that the work is done.
 */
public final class PillsLesson implements Lesson {
    private static final Card CARD = Card.of(
                    "B8", "pills", "a poison pill per consumer, and a queue that can be joined")
            .asks("When is all work done, and how do the consumers learn that they may stop?")
            .shows("one pill for all leaves the others waiting; join waits for tasks that are taken but not yet done")
            .threads("producers, and as many consumers", 1, 4, 50);

    private static final int POISON = -1;
    private static final int EACH = 5_000;
    private static final Duration PATIENCE = Duration.ofMillis(20);

    /**
     * The number of times that each task was done, of tasks not done when join returned, and of consumers that have
     * ended.
     */
    record Result(AtomicIntegerArray timesDone, int notDoneAtJoin, int ended) {
        boolean lawHolds(int consumers) {
            return IntStream.range(0, timesDone.length()).allMatch(task -> timesDone.get(task) == 1)
                    && notDoneAtJoin == 0
                    && ended == consumers;
        }
    }

    /** One pill for all consumers: the number of consumers that wait indefinitely. */
    static int leftWaitingWithOnePill(int consumers) {
        JoinableQueue<Integer> queue = new JoinableQueue<>();
        STM.run(tx -> queue.put(tx, POISON));
        AtomicInteger waiting = new AtomicInteger();
        Workers.run(consumers, worker -> {
            boolean fed = STM.atomically(tx -> {
                if (queue.isEmpty(tx)) {
                    tx.retryFor(PATIENCE);
                    return false;
                }
                return queue.take(tx) == POISON;
            });
            waiting.addAndGet(fed ? 0 : 1);
        });
        return waiting.get();
    }

    /**
     * The last thread is the coordinator: it waits until all tasks are produced and done, and puts a pill for each
     * consumer.
     */
    static Result play(int consumers, int each) {
        JoinableQueue<Integer> queue = new JoinableQueue<>();
        TLong producing = TLong.named("producing", consumers);
        AtomicIntegerArray timesDone = new AtomicIntegerArray(consumers * each);
        AtomicInteger ended = new AtomicInteger();
        int[] notDone = {0};
        Workers.run(2 * consumers + 1, worker -> {
            if (worker < consumers) {
                for (int i = 0; i < each; i++) {
                    int task = i * consumers + worker;
                    STM.run(tx -> queue.put(tx, task));
                }
                STM.run(tx -> producing.add(tx, -1));
            } else if (worker < 2 * consumers) {
                consume(queue, timesDone);
                ended.incrementAndGet();
            } else {
                STM.run(tx -> {
                    tx.check(!producing.isAtLeast(tx, 1));
                    queue.join(tx);
                });
                notDone[0] = count(timesDone, 0);
                STM.run(tx -> IntStream.range(0, consumers).forEach(i -> queue.put(tx, POISON)));
            }
        });
        return new Result(timesDone, notDone[0], ended.get());
    }

    private static void consume(JoinableQueue<Integer> queue, AtomicIntegerArray timesDone) {
        while (true) {
            int task = STM.<Integer, RuntimeException>atomically(queue::take);
            if (task == POISON) {
                return;
            }
            timesDone.incrementAndGet(task);
            STM.run(queue::taskDone);
        }
    }

    private static int count(AtomicIntegerArray timesDone, int times) {
        return (int) IntStream.range(0, timesDone.length())
                .filter(task -> timesDone.get(task) == times)
                .count();
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        int consumers = setup.threads();
        JoinStory.LastTask last = JoinStory.lastTask();
        new Columns("what if", "what happens")
                .left(1)
                .row(
                        "one pill for all",
                        Text.format(
                                "of %d consumers %d never end (waited %d ms)",
                                consumers, leftWaitingWithOnePill(consumers), PATIENCE.toMillis()))
                .row(
                        "the last task is at work",
                        Text.format(
                                "queue empty: %s; join returns: %s",
                                yesNo(last.queueIsEmpty()), yesNo(last.joinReturns())))
                .row("the last task is done", Text.format("join returns: %s", yesNo(last.joinReturnsWhenDone())))
                .row("done once too often", JoinStory.doneTooOften())
                .print(out);
        Result result = play(consumers, EACH);
        Text.heading(
                out, Text.format("%,d producers, %,d consumers, join, then a pill for each:", consumers, consumers));
        new Columns("tasks", "done once", "not done at join", "consumers ended")
                .row(consumers * EACH, count(result.timesDone(), 1), result.notDoneAtJoin(), result.ended())
                .print(out);
        boolean joins = !last.joinReturns()
                && last.joinReturnsWhenDone()
                && !JoinStory.doneTooOften().isEmpty();
        return Text.state(
                out,
                "every task is done once, join returns when all are done, and every consumer ends",
                joins && result.lawHolds(consumers));
    }

    private static String yesNo(boolean truth) {
        return truth ? "yes" : "no";
    }
}
