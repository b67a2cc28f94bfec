package dev.tvar.stm.benchmarks.report;

import static dev.tvar.stm.benchmarks.engine.MeasuredEngine.ATOMICS;
import static dev.tvar.stm.benchmarks.engine.MeasuredEngine.CONCURRENT_MAP;
import static dev.tvar.stm.benchmarks.engine.MeasuredEngine.LINKED_QUEUE;
import static dev.tvar.stm.benchmarks.engine.MeasuredEngine.ORDERED_LOCKS;
import static dev.tvar.stm.benchmarks.engine.MeasuredEngine.PARK;
import static dev.tvar.stm.benchmarks.engine.MeasuredEngine.SCALA_STM;
import static dev.tvar.stm.benchmarks.engine.MeasuredEngine.TVAR;
import static dev.tvar.stm.benchmarks.engine.MeasuredEngine.TVAR_ADD;
import static dev.tvar.stm.benchmarks.engine.MeasuredEngine.TVAR_SINGLE;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.plan.Scenarios;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The bars. Unless a bar says otherwise, it is for the form with get and set, which all peers have too. */
final class Bars {
    private static final double NO_STRETCH = Double.NaN;

    private Bars() {}

    static List<Bar> all() {
        return Stream.concat(engine().stream(), lambdas().stream()).toList();
    }

    /** Bars for the engine alone: bodies that are allocated once. */
    private static List<Bar> engine() {
        ToDoubleFunction<Results> bytesPerTransfer = r -> r.median("w1/1024/1", TVAR, Sample::bytes);
        ToDoubleFunction<Results> bytesPerWaiter =
                r -> r.median("w8", TVAR, Sample::bytes) - r.median("w8", PARK, Sample::bytes);
        return List.of(
                most("W1", "time of ordered locks, 1,024 accounts, 1 thread", 1.3, 1.0, locks("w1/1024/1")),
                most("W1", "time of ordered locks, 1,024 accounts, 2 threads", 1.5, 1.0, locks("w1/1024/2")),
                most("W1", "time of ordered locks, 2 accounts, 2 threads", 1.8, 1.0, locks("w1/2/2")),
                least("W1", "rate of the best peer, 2 accounts, 8 threads", 1, NO_STRETCH, peer("w1/2/8")),
                most("W1", "time of ordered locks, 1,000,000 accounts, 1 thread", 1, 0.8, locks("w1/1000000/1")),
                most("W1", "time of ordered locks, 1,000,000 accounts, 2 threads", 1, 0.8, locks("w1/1000000/2")),
                least("W1", "rate of the best peer, in its best cell", 1, NO_STRETCH, Bars::leastOverPeer),
                least("W1", "rate of the best peer, geometric mean of all cells", 2, 3, Bars::meanOverPeer),
                most("W1", "bytes allocated per transfer, 1,024 accounts, 1 thread", 0.5, 0.05, bytesPerTransfer),
                most(
                        "W2",
                        "time of a loop of volatile reads, 1,000 accounts, alone",
                        2,
                        1.3,
                        time("w2/1000/alone", TVAR, ATOMICS)),
                most(
                        "W2",
                        "wasted runs per sum, with a concurrent writer",
                        0,
                        NO_STRETCH,
                        wasted("w2/1000/beside", TVAR)),
                least("W2", "rate of the best peer, with a concurrent writer", 2, 4, peer("w2/1000/beside")),
                least("W2", "transfers with concurrent sums: rate of transfers alone", 0.5, 0.8, Bars::transfersKept),
                least("W3", "add, 2 threads: rate of the best peer", 1, NO_STRETCH, peer("w3/add/2")),
                least(
                        "W3",
                        "add, 2 threads: rate of the lock (only a stretch goal)",
                        0,
                        1,
                        time("w3/add/2", ORDERED_LOCKS, TVAR)),
                least("W4", "rate of the best peer, 1 thread", 1.5, 3, peer("w4/1")),
                least("W4", "rate of the best peer, 2 threads", 1.5, 3, peer("w4/2")),
                least("W7", "half gets, 1,024 entries, 1 thread: rate of ScalaSTM", 2, 4, scala("w7/1024/mixed/1")),
                least("W7", "half gets, 1,024 entries, 2 threads: rate of ScalaSTM", 2, 4, scala("w7/1024/mixed/2")),
                least("W7", "moves, 1,024 entries, 2 threads: rate of ScalaSTM", 2, 4, scala("w7/1024/move/2")),
                most(
                        "W7",
                        "getNow, 1,000,000 entries, 1 thread: time of ConcurrentHashMap",
                        3,
                        1.5,
                        time("w7/1000000/get/1", TVAR_SINGLE, CONCURRENT_MAP)),
                most(
                        "W7",
                        "get in a transaction, 1,000,000 entries, 1 thread: time of ConcurrentHashMap",
                        3,
                        2,
                        time("w7/1000000/get/1", TVAR, CONCURRENT_MAP)),
                most(
                        "W9",
                        "a stream of elements: time of LinkedBlockingQueue",
                        1.5,
                        1,
                        time("w9/stream", TVAR, LINKED_QUEUE)),
                most(
                        "W9",
                        "round trip of an element: time of LinkedBlockingQueue",
                        1.5,
                        1,
                        time("w9/thereAndBack", TVAR, LINKED_QUEUE)),
                most("W5", "time of park and unpark", 1.1, 1, time("w5", TVAR, PARK)),
                most("W6", "isAtLeast and add: wasted runs per transfer, 2 threads", 0.01, 0, wasted("w6/2", TVAR_ADD)),
                most("W6", "isAtLeast and add: wasted runs per transfer, 8 threads", 0.01, 0, wasted("w6/8", TVAR_ADD)),
                most("W8", "bytes per waiter beyond the virtual thread", 1024, 300, bytesPerWaiter));
    }

    /** Bars for bodies as programs write them. */
    private static List<Bar> lambdas() {
        return List.of(
                most(
                        "W10",
                        "one lambda, 1,024 accounts, 1 thread: time of ordered locks",
                        1.15,
                        0.9,
                        locks("w10/one/1024/1")),
                most(
                        "W10",
                        "one lambda, 1,024 accounts, 2 threads: time of ordered locks",
                        1.1,
                        0.8,
                        locks("w10/one/1024/2")),
                most("W10", "sixteen lambdas, 1 thread: time of ordered locks", 1.4, 1.1, locks("w10/sixteen/1024/1")),
                most("W10", "sixteen lambdas, 2 threads: time of ordered locks", 1, 0.8, locks("w10/sixteen/1024/2")),
                most("W10", "sixteen lambdas: bytes per transfer beyond those of the locks", 24, 0, Bars::moreBytes),
                most("W10", "a sum: time of a loop of volatile reads", 1.8, 1.5, time("w10/sum/alone", TVAR, ATOMICS)),
                most(
                        "W10",
                        "a sum after writers: time of a loop of volatile reads",
                        2,
                        1.6,
                        time("w10/sum/hadWriters", TVAR, ATOMICS)),
                least(
                        "W10",
                        "sums with a concurrent writer: rate of the atomics' sums",
                        0.4,
                        0.6,
                        time("w10/sum/beside", ATOMICS, TVAR)),
                least("W10", "transfers with concurrent sums: rate of the atomics' transfers", 0.5, 0.75, Bars::kept),
                least("W10", "16 reads, 1 thread: rate of the best peer", 2, 3, peer("w10/read/1")),
                least("W10", "16 reads, 2 threads: rate of the best peer", 2, 3, peer("w10/read/2")));
    }

    private static double moreBytes(Results results) {
        String scenario = "w10/sixteen/1024/1";
        return results.median(scenario, TVAR, Sample::bytes) - results.median(scenario, ORDERED_LOCKS, Sample::bytes);
    }

    private static double kept(Results results) {
        String scenario = "w10/sum/beside";
        return results.median(scenario, TVAR, Sample::besides) / results.median(scenario, ATOMICS, Sample::besides);
    }

    private static Bar most(
            String workload, String claim, double mark, double stretch, ToDoubleFunction<Results> figure) {
        return new Bar(workload, claim, false, mark, stretch, figure);
    }

    private static Bar least(
            String workload, String claim, double mark, double stretch, ToDoubleFunction<Results> figure) {
        return new Bar(workload, claim, true, mark, stretch, figure);
    }

    /** The time of one engine divided by that of another. */
    private static ToDoubleFunction<Results> time(String scenario, MeasuredEngine engine, MeasuredEngine other) {
        return r -> r.ratio(scenario, other, engine);
    }

    private static ToDoubleFunction<Results> locks(String scenario) {
        return time(scenario, TVAR, ORDERED_LOCKS);
    }

    private static ToDoubleFunction<Results> scala(String scenario) {
        return r -> r.ratio(scenario, TVAR, SCALA_STM);
    }

    private static ToDoubleFunction<Results> peer(String scenario) {
        return r -> r.overBestPeer(scenario);
    }

    private static ToDoubleFunction<Results> wasted(String scenario, MeasuredEngine engine) {
        return r -> r.median(scenario, engine, Sample::reruns);
    }

    /** The ratios to the best peer in all measured scenarios of W1. */
    private static double[] overPeer(Results results) {
        return Scenarios.all().stream()
                .filter(scenario -> scenario.workload() == Workload.W1)
                .mapToDouble(scenario -> results.overBestPeer(scenario.id()))
                .filter(ratio -> !Double.isNaN(ratio))
                .toArray();
    }

    private static double leastOverPeer(Results results) {
        return Arrays.stream(overPeer(results)).min().orElse(Double.NaN);
    }

    private static double meanOverPeer(Results results) {
        return Math.exp(
                Arrays.stream(overPeer(results)).map(Math::log).average().orElse(Double.NaN));
    }

    /** No scenario has transfers alone between 1,000 accounts; that with 1,024 accounts and one thread stands for it. */
    private static double transfersKept(Results results) {
        return results.median("w2/1000/beside", TVAR, Sample::besides) / results.rate("w1/1024/1", TVAR);
    }
}
