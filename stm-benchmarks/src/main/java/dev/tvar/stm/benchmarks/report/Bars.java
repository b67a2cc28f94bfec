package dev.tvar.stm.benchmarks.report;

import static dev.tvar.stm.benchmarks.engine.Engines.ATOMICS;
import static dev.tvar.stm.benchmarks.engine.Engines.CONCURRENT_MAP;
import static dev.tvar.stm.benchmarks.engine.Engines.LINKED_QUEUE;
import static dev.tvar.stm.benchmarks.engine.Engines.ORDERED_LOCKS;
import static dev.tvar.stm.benchmarks.engine.Engines.PARK;
import static dev.tvar.stm.benchmarks.engine.Engines.SCALA_STM;
import static dev.tvar.stm.benchmarks.engine.Engines.TVAR;
import static dev.tvar.stm.benchmarks.engine.Engines.TVAR_ADD;
import static dev.tvar.stm.benchmarks.engine.Engines.TVAR_SINGLE;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.plan.Scenario;
import dev.tvar.stm.benchmarks.plan.Scenarios;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The bars. Unless they say otherwise they are about the form with get and set, which all peers have too. */
final class Bars {
    private static final double NO_STRETCH = Double.NaN;

    private Bars() {}

    static List<Bar> all() {
        return Stream.of(transfers(), others(), collections(), waiting())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Bar> transfers() {
        return List.of(
                most("W1", "time of ordered locks, 1,024 accounts, 1 thread", 1.3, 1.0, timeOfLocks("w1/1024/1")),
                most("W1", "time of ordered locks, 1,024 accounts, 2 threads", 1.5, 1.0, timeOfLocks("w1/1024/2")),
                most("W1", "time of ordered locks, 2 accounts, 2 threads", 1.8, 1.0, timeOfLocks("w1/2/2")),
                least("W1", "rate of the best peer, 2 accounts, 8 threads", 1, NO_STRETCH, overPeer("w1/2/8")),
                most("W1", "time of ordered locks, 1,000,000 accounts, 1 thread", 1, 0.8, timeOfLocks("w1/1000000/1")),
                most("W1", "time of ordered locks, 1,000,000 accounts, 2 threads", 1, 0.8, timeOfLocks("w1/1000000/2")),
                least("W1", "rate of the best peer, in its best cell", 1, NO_STRETCH, r -> peers(r).min()
                        .orElse(Double.NaN)),
                least("W1", "rate of the best peer, geometric mean of all cells", 2, 3, Bars::geometricMean),
                most(
                        "W1",
                        "bytes allocated per transfer, 1,024 accounts, 1 thread",
                        0.5,
                        0.05,
                        r -> figure(r, "w1/1024/1", TVAR, Sample::bytes)));
    }

    private static List<Bar> others() {
        return List.of(
                most(
                        "W2",
                        "time of a loop of volatile reads, 1,000 accounts, alone",
                        2,
                        1.3,
                        r -> r.ratio("w2/1000/alone", ATOMICS, TVAR)),
                most(
                        "W2",
                        "sums that ran again, beside transfers",
                        0,
                        NO_STRETCH,
                        r -> figure(r, "w2/1000/beside", TVAR, Sample::reruns)),
                least("W2", "sums of the best peer, beside transfers", 2, 4, overPeer("w2/1000/beside")),
                least("W2", "transfers of our own without sums", 0.5, 0.8, Bars::transfersKept),
                least("W3", "add, 2 threads: rate of the best peer", 1, NO_STRETCH, overPeer("w3/add/2")),
                least(
                        "W3",
                        "add, 2 threads: rate of the lock (the stretch)",
                        0,
                        1,
                        r -> r.ratio("w3/add/2", TVAR, ORDERED_LOCKS)),
                least("W4", "rate of the best peer, 1 thread", 1.5, 3, overPeer("w4/1")),
                least("W4", "rate of the best peer, 2 threads", 1.5, 3, overPeer("w4/2")));
    }

    private static List<Bar> collections() {
        return List.of(
                least("W7", "half gets, 1,024 entries, 1 thread: rate of ScalaSTM", 2, 4, overScala("w7/1024/mixed/1")),
                least(
                        "W7",
                        "half gets, 1,024 entries, 2 threads: rate of ScalaSTM",
                        2,
                        4,
                        overScala("w7/1024/mixed/2")),
                least("W7", "moves, 1,024 entries, 2 threads: rate of ScalaSTM", 2, 4, overScala("w7/1024/move/2")),
                most(
                        "W7",
                        "getNow, 1,000,000 entries, 1 thread: time of ConcurrentHashMap",
                        3,
                        1.5,
                        overYardstick("w7/1000000/get/1", CONCURRENT_MAP, TVAR_SINGLE)),
                most(
                        "W7",
                        "get in a transaction, 1,000,000 entries, 1 thread: time of ConcurrentHashMap",
                        3,
                        2,
                        overYardstick("w7/1000000/get/1", CONCURRENT_MAP, TVAR)),
                most(
                        "W9",
                        "a stream of elements: time of LinkedBlockingQueue",
                        1.5,
                        1,
                        overYardstick("w9/stream", LINKED_QUEUE, TVAR)),
                most(
                        "W9",
                        "there and back: time of LinkedBlockingQueue",
                        1.5,
                        1,
                        overYardstick("w9/thereAndBack", LINKED_QUEUE, TVAR)));
    }

    private static List<Bar> waiting() {
        return List.of(
                most("W5", "time of park and unpark", 1.1, 1, r -> r.ratio("w5", PARK, TVAR)),
                most(
                        "W6",
                        "isAtLeast and add: bodies that ran in vain, 2 threads",
                        0.01,
                        0,
                        r -> figure(r, "w6/2", TVAR_ADD, Sample::reruns)),
                most(
                        "W6",
                        "isAtLeast and add: bodies that ran in vain, 8 threads",
                        0.01,
                        0,
                        r -> figure(r, "w6/8", TVAR_ADD, Sample::reruns)),
                most(
                        "W8",
                        "bytes per waiter beyond the virtual thread",
                        1024,
                        300,
                        r -> figure(r, "w8", TVAR, Sample::bytes) - figure(r, "w8", PARK, Sample::bytes)));
    }

    private static Bar most(
            String workload, String claim, double mark, double stretch, ToDoubleFunction<Results> figure) {
        return new Bar(workload, claim, false, mark, stretch, figure);
    }

    private static Bar least(
            String workload, String claim, double mark, double stretch, ToDoubleFunction<Results> figure) {
        return new Bar(workload, claim, true, mark, stretch, figure);
    }

    private static ToDoubleFunction<Results> timeOfLocks(String scenario) {
        return r -> r.ratio(scenario, ORDERED_LOCKS, TVAR);
    }

    private static ToDoubleFunction<Results> overPeer(String scenario) {
        return r -> r.overBestPeer(scenario);
    }

    private static ToDoubleFunction<Results> overScala(String scenario) {
        return r -> r.ratio(scenario, TVAR, SCALA_STM);
    }

    private static ToDoubleFunction<Results> overYardstick(String scenario, Engines yardstick, Engines ours) {
        return r -> r.ratio(scenario, yardstick, ours);
    }

    private static double figure(Results results, String scenario, Engines engine, ToDoubleFunction<Sample> figure) {
        return results.find(scenario, engine).map(m -> m.median(figure)).orElse(Double.NaN);
    }

    /** Our rate over that of the best peer, for every scenario of W1 that was measured. */
    private static DoubleStream peers(Results results) {
        return Scenarios.all().stream()
                .filter(scenario -> scenario.workload() == Workload.W1)
                .map(Scenario::id)
                .mapToDouble(id -> overPeer(id).applyAsDouble(results))
                .filter(ratio -> !Double.isNaN(ratio));
    }

    private static double geometricMean(Results results) {
        double[] ratios = peers(results).toArray();
        return ratios.length == 0
                ? Double.NaN
                : Math.exp(Arrays.stream(ratios).map(Math::log).average().orElse(Double.NaN));
    }

    /** The nearest rate without sums is that of one thread with 1,024 accounts. */
    private static double transfersKept(Results results) {
        return results.pace("w2/1000/beside", TVAR, Sample::besides).over(results.pace("w1/1024/1", TVAR));
    }
}
