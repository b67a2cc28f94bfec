package dev.tvar.stm.examples.lesson.work;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.support.Interrupted;
import dev.tvar.stm.examples.support.Workers;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Serves customers, each of whom orders a burger and a drink, in one of four ways. Use it once. */
final class Restaurant {
    private static final int ORDER_MILLIS = 1;
    private static final int DISH_MILLIS = 2;

    private final int customers;
    private final AtomicIntegerArray timesServed;

    Restaurant(int customers) {
        this.customers = customers;
        timesServed = new AtomicIntegerArray(customers);
    }

    /** Whether every customer was served exactly once. */
    boolean everyoneServedOnce() {
        return Stream.iterate(0, i -> i < customers, i -> i + 1).allMatch(i -> timesServed.get(i) == 1);
    }

    /** One person does everything. */
    long oneByOne() {
        return Workers.run(1, worker -> {
            for (int order = 0; order < customers; order++) {
                takeTime(ORDER_MILLIS);
                prepareBoth(order);
            }
        });
    }

    /** The cashier hands to the cook, who makes the burger and hands to the barkeeper, who adds the drink. */
    long pipeline() {
        Stage ordered = new Stage();
        Stage withBurger = new Stage();
        return time(
                () -> takeOrders(ordered),
                () -> {
                    ordered.forEach(order -> {
                        takeTime(DISH_MILLIS);
                        STM.run(tx -> withBurger.put(tx, order));
                    });
                    withBurger.close();
                },
                () -> withBurger.forEach(order -> {
                    takeTime(DISH_MILLIS);
                    serve(order);
                }));
    }

    /** The cashier hands to several people, each of whom prepares whole orders. */
    long parallel(int preparers) {
        Stage ordered = new Stage();
        return Workers.run(preparers + 1, worker -> {
            if (worker == 0) {
                takeOrders(ordered);
            } else {
                ordered.forEach(this::prepareBoth);
            }
        });
    }

    /** The cashier passes each order to both cook and barkeeper atomically; the later of the two serves. */
    long fanOut() {
        Stage burgers = new Stage();
        Stage drinks = new Stage();
        List<TLong> missing = IntStream.range(0, customers)
                .mapToObj(i -> TLong.named("missing of order " + i, 2))
                .toList();
        return time(
                () -> {
                    for (int i = 0; i < customers; i++) {
                        int order = i;
                        takeTime(ORDER_MILLIS);
                        STM.run(tx -> {
                            burgers.put(tx, order);
                            drinks.put(tx, order);
                        });
                    }
                    burgers.close();
                    drinks.close();
                },
                () -> burgers.forEach(order -> prepareOne(order, missing.get(order))),
                () -> drinks.forEach(order -> prepareOne(order, missing.get(order))));
    }

    private void takeOrders(Stage ordered) {
        for (int i = 0; i < customers; i++) {
            int order = i;
            takeTime(ORDER_MILLIS);
            STM.run(tx -> ordered.put(tx, order));
        }
        ordered.close();
    }

    private void prepareBoth(int order) {
        takeTime(2 * DISH_MILLIS);
        serve(order);
    }

    private void prepareOne(int order, TLong missing) {
        takeTime(DISH_MILLIS);
        boolean last = STM.atomically(tx -> {
            missing.add(tx, -1);
            return !missing.isAtLeast(tx, 1);
        });
        if (last) {
            serve(order);
        }
    }

    private void serve(int order) {
        timesServed.incrementAndGet(order);
    }

    private static long time(Runnable... work) {
        return Workers.run(work.length, i -> work[i].run());
    }

    /** The work itself, which takes time; not a wait for another thread. */
    private static void takeTime(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new Interrupted(e);
        }
    }
}
