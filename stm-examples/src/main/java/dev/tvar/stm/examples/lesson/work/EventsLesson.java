package dev.tvar.stm.examples.lesson.work;

import dev.tvar.stm.STM;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.lesson.work.StockLog.Event;
import dev.tvar.stm.examples.lesson.work.StockLog.Kind;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Events reach the shop in any order, and some twice. If they are applied on arrival, the stock depends on the order;
 * if they are logged by time, and the log is folded on request, it does not.
 */
public final class EventsLesson implements Lesson {
    private static final Card CARD = Card.of("C3", "events", "events out of order: the stock is a fold over a log")
            .asks("The count of 20 was taken first, but arrives last. What is the stock?")
            .shows(
                    "six orders of arrival: several results if events are applied on arrival, one result as a fold over the log")
            .threads("threads", 1, 4, 64);

    /** In the order in which they happened. */
    static final List<Event> STORY =
            List.of(new Event(1, Kind.COUNT, 20), new Event(2, Kind.PURCHASE, 1), new Event(3, Kind.PURCHASE, 2));

    private static final int EVENTS = 3_000;

    /** Applies each event on arrival. */
    static long applied(List<Event> arrivals) {
        return StockLog.fold(arrivals);
    }

    /** Logs each event on arrival, and folds the log at the end. */
    static long folded(List<Event> arrivals) {
        StockLog log = new StockLog();
        arrivals.forEach(event -> STM.run(tx -> log.note(tx, event)));
        return STM.<Long, RuntimeException>snapshot(log::stock);
    }

    /** All orders in which the story can arrive. */
    static List<List<Event>> arrivals() {
        List<List<Event>> all = new ArrayList<>();
        for (Event first : STORY) {
            for (Event second : STORY) {
                for (Event third : STORY) {
                    List<Event> order = List.of(first, second, third);
                    if (order.stream().distinct().count() == STORY.size()) {
                        all.add(order);
                    }
                }
            }
        }
        return all;
    }

    /** A long random story, by time. */
    static List<Event> randomStory(SplittableRandom random, int events) {
        List<Event> story = new ArrayList<>();
        for (int time = 0; time < events; time++) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            story.add(new Event(time, kind, random.nextInt(1, 100)));
        }
        return story;
    }

    /** Every thread logs all events, in an order of its own: each event arrives once per thread. */
    static long foldedByMany(Setup setup, List<Event> story) {
        StockLog log = new StockLog();
        SplittableRandom[] randoms = setup.randoms(setup.threads());
        Workers.run(setup.threads(), worker -> {
            List<Event> arrivals = new ArrayList<>(story);
            Collections.shuffle(arrivals, new Random(randoms[worker].nextLong()));
            arrivals.forEach(event -> STM.run(tx -> log.note(tx, event)));
        });
        return STM.<Long, RuntimeException>snapshot(log::stock);
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        long right = StockLog.fold(STORY);
        out.println("What happened: " + text(STORY) + ". So " + right + " are left.");
        out.println();
        Columns table = new Columns("order of arrival", "applied on arrival", "fold over the log");
        arrivals().forEach(order -> table.row(text(order), applied(order), folded(order)));
        table.print(out);
        List<Event> story = randomStory(setup.random(), EVENTS);
        long many = foldedByMany(setup, story);
        out.println();
        out.println(Text.format(
                "%,d events, logged by each of %d threads in an order of its own: stock %,d; in the right order %,d.",
                EVENTS, setup.threads(), many, StockLog.fold(story)));
        boolean held = many == StockLog.fold(story) && arrivals().stream().allMatch(order -> folded(order) == right);
        return Text.state(out, "the stock is the same whatever the order of arrival", held);
    }

    private static String text(List<Event> events) {
        return events.stream().map(Event::toString).collect(Collectors.joining(", "));
    }
}
