package dev.tvar.stm.testing.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Many producers and many consumers on one queue. */
final class Streams {
    /** The element with which a producer marks its end. */
    private static final int POISON = -1;

    private Streams() {}

    /**
     * Runs equal numbers of producers and consumers. Every element is consumed exactly once, and each
     * consumer receives the elements of one producer in order, as a FIFO queue requires.
     */
    static void allIsConsumedOnceAndInOrder(
            int threads, int each, BiConsumer<Txn, Job> put, Function<Txn, Job> take, Runnable audit) {
        TestThreads workers = new TestThreads();
        List<List<Job>> consumed = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int producer = t;
            workers.start(() -> {
                for (int i = 0; i < each; i++) {
                    Job job = new Job(producer, i);
                    STM.run(tx -> put.accept(tx, job));
                }
                STM.run(tx -> put.accept(tx, new Job(POISON, producer)));
            });
            List<Job> mine = new ArrayList<>();
            consumed.add(mine);
            workers.start(() -> {
                for (Job job = next(take); job.priority() != POISON; job = next(take)) {
                    mine.add(job);
                }
            });
        }
        workers.start(audit::run);
        workers.join();
        consumed.forEach(Streams::isInOrderPerProducer);
        List<Job> all =
                consumed.stream().flatMap(List::stream).sorted(Job.BY_TURN).toList();
        List<Job> produced = IntStream.range(0, threads)
                .boxed()
                .flatMap(p -> IntStream.range(0, each).mapToObj(i -> new Job(p, i)))
                .toList();
        assertEquals(produced, all);
    }

    private static Job next(Function<Txn, Job> take) {
        return STM.atomically(take::apply);
    }

    private static void isInOrderPerProducer(List<Job> jobs) {
        Map<Integer, Long> last = new HashMap<>();
        for (Job job : jobs) {
            long before = last.getOrDefault(job.priority(), -1L);
            if (job.number() <= before) {
                throw new AssertionError(job + " came after number " + before);
            }
            last.put(job.priority(), job.number());
        }
    }
}
