package dev.tvar.stm.examples.lesson.work;

import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Steps;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * Customers, a cashier, and people who prepare, with transactional queues in between: one after the other, as a pipeline,
 * in parallel, and with the dishes of one order prepared concurrently. Two preparers that read the order
 * list and then take from it serve one customer twice.
 */
public final class RestaurantLesson implements Lesson {
    private static final Card CARD = Card.of(
                    "C2", "restaurant", "a restaurant: pipeline, in parallel, fan-out and fan-in")
            .asks("How can work be split among people, so that no customer is served twice and all are served faster?")
            .shows(
                    "check-then-take serves one customer twice and another never; elapsed times of four ways to split work")
            .threads("people who prepare in parallel", 1, 2, 50);

    private static final int CUSTOMERS = 60;
    private static final double NANOS_PER_MILLI = 1e6;

    /** The time of one way, and whether its law held. */
    record Shift(String way, int people, long nanos, boolean everyoneServedOnce) {}

    /** Two preparers read the list of orders, and then remove the first: the customers that they serve. */
    static List<String> lookThenTake() {
        Deque<String> orders = new ArrayDeque<>(List.of("Ann's", "Bob's"));
        String[] served = new String[2];
        Steps steps = new Steps();
        Workers.runTogether(
                () -> {
                    served[0] = steps.at(1, () -> Objects.requireNonNull(orders.peekFirst()));
                    steps.at(3, () -> orders.pollFirst());
                },
                () -> {
                    served[1] = steps.at(2, () -> Objects.requireNonNull(orders.peekFirst()));
                    steps.at(4, () -> orders.pollFirst());
                });
        return Arrays.asList(served);
    }

    static List<Shift> play(int customers, int preparers) {
        return List.of(
                shift("one by one", 1, customers, Restaurant::oneByOne),
                shift("pipeline", 3, customers, Restaurant::pipeline),
                shift("parallel", 1 + preparers, customers, restaurant -> restaurant.parallel(preparers)),
                shift("fan-out, fan-in", 3, customers, Restaurant::fanOut));
    }

    private static Shift shift(String way, int people, int customers, ToLongFunction<Restaurant> work) {
        Restaurant restaurant = new Restaurant(customers);
        long nanos = work.applyAsLong(restaurant);
        return new Shift(way, people, nanos, restaurant.everyoneServedOnce());
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        out.println("Both preparers read the first order, remove one each, and serve the one read:");
        out.println("served are " + String.join(" and ", lookThenTake()) + " order; the list is empty.");
        Text.heading(out, Text.format("With transactional queues, %d customers:", CUSTOMERS));
        List<Shift> shifts = play(CUSTOMERS, setup.threads());
        Columns table = new Columns("way", "people", "each served once", "elapsed ms", "times as fast");
        double alone = shifts.get(0).nanos();
        shifts.forEach(shift -> table.row(
                shift.way(),
                shift.people(),
                Text.yes(shift.everyoneServedOnce()),
                Text.format("%,.0f", shift.nanos() / NANOS_PER_MILLI),
                Text.format("%.1f", alone / shift.nanos())));
        table.print(out);
        return Text.state(out, "every customer is served once", shifts.stream().allMatch(Shift::everyoneServedOnce));
    }
}
