package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Steps;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import dev.tvar.stm.sync.TReadWriteLock;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many readers or one writer. Without a lock a reader sees half of a write; with a lock that always admits readers, a
 * writer starves while readers overlap; with a FIFO queue it is admitted before later readers.
 */
public final class ReadersLesson implements Lesson {
    private static final Card CARD = Card.of("B4", "readers", "many readers or one writer, and no writer starves")
            .asks(
                    "How do many readers share with one writer, so that no reader sees half a write and the writer gets its turn?")
            .shows(
                    "a torn read, a writer that is refused as long as readers arrive, and a FIFO queue that prevents both")
            .threads("readers", 1, 4, 100);

    static final int RELAY = 10;
    private static final int EACH = 2_000;
    private static final int WRITERS = 2;

    /** The number of readers that saw two different halves, or read concurrently with a writer. */
    record Result(int reads, int writes, int tornReads, int besideWriter) {}

    /** Without a lock: the reader reads between the two halves of a write. */
    static List<Integer> tornRead() {
        int[] page = {0, 0};
        List<Integer> seen = new ArrayList<>();
        Steps steps = new Steps();
        Workers.runTogether(
                () -> {
                    steps.at(1, () -> page[0] = 1);
                    steps.at(3, () -> page[1] = 1);
                },
                () -> steps.at(2, () -> {
                    seen.add(page[0]);
                    seen.add(page[1]);
                }));
        return seen;
    }

    /** A lock that counts readers and admits them all: each reader arrives before the previous one leaves. */
    static int refusalsOfTheWriter() {
        TLong readers = TLong.named("readers", 1);
        int refusals = 0;
        for (int i = 0; i < RELAY; i++) {
            STM.run(tx -> readers.add(tx, 1));
            boolean refused = STM.atomically(tx -> readers.isAtLeast(tx, 1));
            refusals += refused ? 1 : 0;
            STM.run(tx -> readers.add(tx, -1));
        }
        return refusals;
    }

    /** A lock with a FIFO queue: the order of admission if the others arrive while the first reader still reads. */
    static List<String> inTurn() {
        TReadWriteLock lock = TReadWriteLock.create();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        STM.run(lock::acquireRead);
        order.add("first reader");
        Workers.runTogether(
                () -> {
                    lock.acquireWriteInTurn();
                    order.add("writer");
                    STM.run(lock::releaseWrite);
                },
                () -> {
                    // A new reader is refused as soon as the writer is queued.
                    STM.run(tx -> tx.check(!lock.tryAcquireRead(tx)));
                    STM.run(lock::releaseRead);
                    lock.acquireReadInTurn();
                    order.add("second reader");
                    STM.run(lock::releaseRead);
                });
        return order;
    }

    static Result play(int readers, int each) {
        TReadWriteLock lock = TReadWriteLock.create();
        int[] page = {0, 0};
        AtomicInteger writing = new AtomicInteger();
        AtomicInteger torn = new AtomicInteger();
        AtomicInteger beside = new AtomicInteger();
        Workers.run(readers + WRITERS, worker -> {
            for (int i = 0; i < each; i++) {
                if (worker < readers) {
                    lock.acquireReadInTurn();
                    beside.addAndGet(writing.get());
                    torn.addAndGet(page[0] == page[1] ? 0 : 1);
                    STM.run(lock::releaseRead);
                } else {
                    lock.acquireWriteInTurn();
                    beside.addAndGet(writing.getAndIncrement());
                    page[0]++;
                    page[1]++;
                    writing.decrementAndGet();
                    STM.run(lock::releaseWrite);
                }
            }
        });
        return new Result(readers * each, page[0], torn.get(), beside.get());
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        List<String> order = inTurn();
        new Columns("version", "what happens")
                .left(1)
                .row("no lock", "a reader between two writes of 1 sees " + tornRead())
                .row(
                        "readers first",
                        "the writer asked " + RELAY + " times, refused " + refusalsOfTheWriter() + " times")
                .row("in turn", String.join(", then ", order))
                .print(out);
        Result result = play(setup.threads(), EACH);
        Text.heading(out, "At full speed, with " + WRITERS + " writers:");
        new Columns("reads", "writes", "torn reads", "during a write")
                .row(result.reads(), result.writes(), result.tornReads(), result.besideWriter())
                .print(out);
        boolean held = result.tornReads() == 0
                && result.besideWriter() == 0
                && result.writes() == WRITERS * EACH
                && order.equals(List.of("first reader", "writer", "second reader"));
        return Text.state(out, "no reader during a write, and a waiting writer goes before later readers", held);
    }
}
