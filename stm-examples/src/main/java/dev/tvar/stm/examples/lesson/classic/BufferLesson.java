package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Steps;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Producers and consumers at a bounded buffer, which {@link BoundedBuffer} builds from variables and
 * {@code retry}. The wrong version checks first and acts later, and in between another thread checks,
 * too.
 */
public final class BufferLesson implements Lesson {
    private static final Card CARD = Card.of(
                    "B2", "buffer", "a bounded buffer, made of retry: never too full, never empty")
            .asks("How do producers wait for room and consumers for elements, without a condition variable?")
            .shows(
                    "check-then-act overfills the buffer; with retry the later producer waits, and every element arrives once, in order")
            .threads("producers, and as many consumers", 1, 3, 50);

    static final int CAPACITY = 4;
    private static final int EACH = 5_000;

    /** An element: the {@code number}-th of this producer. */
    record Item(int producer, int number) {}

    /** A taken element, in the order of all takes. */
    private record Delivery(long turn, Item item) {}

    /** The elements in the order in which they were taken, and the largest size of the buffer. */
    record Result(List<Item> taken, int fullest) {
        boolean lawHolds(int producers, int each) {
            int[] next = new int[producers];
            boolean inOrder = taken.stream().allMatch(item -> item.number() == next[item.producer()]++);
            return inOrder && Arrays.stream(next).allMatch(count -> count == each) && fullest <= CAPACITY;
        }
    }

    /** Check, then act: two producers find room for one element, and both use it. */
    static int fillWithoutProtection() {
        Deque<String> buffer = new ArrayDeque<>();
        Steps steps = new Steps();
        Workers.runTogether(
                () -> {
                    boolean room = steps.at(1, buffer::isEmpty);
                    steps.at(3, () -> room && buffer.add("Ann's"));
                },
                () -> {
                    boolean room = steps.at(2, buffer::isEmpty);
                    steps.at(4, () -> room && buffer.add("Bob's"));
                });
        return buffer.size();
    }

    /**
     * The same two producers under the same schedule: Bob's transaction conflicts, and then waits until a consumer
     * makes room.
     */
    static List<String> fillWithTransactions() {
        BoundedBuffer<String> buffer = new BoundedBuffer<>(1);
        Steps steps = new Steps();
        List<String> story = new ArrayList<>();
        Workers.runTogether(
                () -> {
                    steps.at(2, () -> STM.run(tx -> buffer.put(tx, "Ann's")));
                    int size = STM.<Integer, RuntimeException>snapshot(buffer::size);
                    story.add("Ann has put, size " + size);
                    story.add("taken: " + STM.<String, RuntimeException>atomically(buffer::take));
                },
                () -> STM.run(tx -> {
                    steps.at(1, () -> buffer.size(tx));
                    steps.at(3, () -> buffer.put(tx, "Bob's"));
                }));
        story.add("taken: " + STM.<String, RuntimeException>atomically(buffer::take));
        return story;
    }

    static Result play(int producers, int each) {
        BoundedBuffer<Item> buffer = new BoundedBuffer<>(CAPACITY);
        int[] fullest = new int[producers];
        List<List<Delivery>> deliveries = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            deliveries.add(new ArrayList<>());
        }
        Workers.run(2 * producers, worker -> {
            for (int i = 0; i < each; i++) {
                if (worker < producers) {
                    Item item = new Item(worker, i);
                    fullest[worker] = Math.max(fullest[worker], STM.<Integer, RuntimeException>atomically(tx -> {
                        buffer.put(tx, item);
                        return buffer.size(tx);
                    }));
                } else {
                    deliveries
                            .get(worker - producers)
                            .add(STM.<Delivery, RuntimeException>atomically(
                                    tx -> new Delivery(buffer.taken(tx), buffer.take(tx))));
                }
            }
        });
        List<Item> taken = deliveries.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Delivery::turn))
                .map(Delivery::item)
                .toList();
        return new Result(taken, Arrays.stream(fullest).max().orElse(0));
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        out.println("An empty buffer of capacity 1. Ann and Bob both check, then both put:");
        out.println();
        Columns steps = new Columns("version", "what happens").left(1);
        steps.row("check, then act", "both found room; the buffer of capacity 1 holds " + fillWithoutProtection());
        fillWithTransactions().forEach(line -> steps.row("transactions", line));
        steps.print(out);
        int producers = setup.threads();
        Result result = play(producers, EACH);
        out.println();
        out.println(Text.format(
                "%,d producers put %,d elements each into a buffer of capacity %d, %,d consumers take them:",
                producers, EACH, CAPACITY, producers));
        out.println();
        new Columns("put", "taken", "different", "fullest")
                .row(
                        producers * EACH,
                        result.taken().size(),
                        result.taken().stream().distinct().count(),
                        result.fullest())
                .print(out);
        return Text.state(
                out,
                "every element is consumed once, in order per producer, and the buffer never exceeds its capacity",
                result.lawHolds(producers, EACH));
    }
}
