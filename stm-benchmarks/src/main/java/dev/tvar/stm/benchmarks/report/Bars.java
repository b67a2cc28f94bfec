package dev.tvar.stm.benchmarks.report;

import static dev.tvar.stm.benchmarks.engine.MeasuredEngine.ATOMICS;
import static dev.tvar.stm.benchmarks.engine.MeasuredEngine.CONCURRENT_MAP;
import static dev.tvar.stm.benchmarks.engine.MeasuredEngine.GLOBAL_LOCK;
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
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The bars. The laboratory has none but against peers. Unless a bar says otherwise, it is for the form with get and set, which all peers have too. */
final class Bars {
    private static final double NO_STRETCH = Double.NaN;

    /** The most bytes that count as none: figures per operation include a trace of what the harness allocates. */
    private static final double ROUNDED_TO_NONE = 0.5;

    /** The bytes of a lambda that captures two references and a long; locks have none of it, where it is inlined. */
    private static final double LAMBDA = 32;

    private static final String PLATFORM = "w10/newer/platform";
    private static final String VIRTUAL = "w10/newer/virtual";

    private Bars() {}

    static List<Bar> all() {
        return Stream.of(lambdas(), peers(), structures(), programs())
                .flatMap(List::stream)
                .toList();
    }

    /** Bodies as programs write them; the laboratory has no bars of its own. */
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
                most(
                        "W10",
                        "one lambda: bytes per transfer beyond those of the user's lambda",
                        ROUNDED_TO_NONE,
                        ROUNDED_TO_NONE,
                        r -> r.median("w10/one/1024/1", TVAR, Sample::bytes) - LAMBDA),
                most(
                        "W10",
                        "sixteen lambdas: bytes per transfer beyond those of the user's lambda",
                        24,
                        ROUNDED_TO_NONE,
                        r -> r.median("w10/sixteen/1024/1", TVAR, Sample::bytes) - LAMBDA),
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
                most(
                        "W10",
                        "a transfer on a virtual thread: time of one on a platform thread",
                        1.1,
                        1,
                        r -> r.rate(PLATFORM, TVAR) / r.rate(VIRTUAL, TVAR)),
                most(
                        "W10",
                        "a transfer on a virtual thread: bytes beyond those of one on a platform thread",
                        64,
                        ROUNDED_TO_NONE,
                        r -> r.median(VIRTUAL, TVAR, Sample::bytes) - r.median(PLATFORM, TVAR, Sample::bytes)));
    }

    /** Against other transactional memories. */
    private static List<Bar> peers() {
        return List.of(
                least("W1, W10", "transfers: rate of the best peer, in its best cell", 1.2, 2, r -> overBest(
                                r, isPeer())
                        .min()
                        .orElse(Double.NaN)),
                least(
                        "W1, W10",
                        "transfers: rate of the best peer, geometric mean of all cells",
                        2.5,
                        3,
                        r -> mean(overBest(r, isPeer()))),
                least(
                        "W1, W10",
                        "the same, of the peers with the same guarantees",
                        3.5,
                        5,
                        r -> mean(overBest(r, MeasuredEngine::isEqualPeer))),
                least("W10", "16 reads, 1 thread: rate of the best peer", 2, 3, peer("w10/read/1")),
                least("W10", "16 reads, 2 threads: rate of the best peer", 2, 3, peer("w10/read/2")),
                most(
                        "W2",
                        "wasted runs per sum, with a concurrent writer",
                        0,
                        NO_STRETCH,
                        wasted("w2/1000/beside", TVAR)),
                least("W3", "add, 2 threads: rate of the best peer", 1, NO_STRETCH, peer("w3/add/2")),
                least(
                        "W3",
                        "add, 2 threads: rate of the lock (only a stretch goal)",
                        0,
                        1,
                        time("w3/add/2", ORDERED_LOCKS, TVAR)),
                most("W6", "isAtLeast and add: wasted runs per transfer, 2 threads", 0.01, 0, wasted("w6/2", TVAR_ADD)),
                most(
                        "W6",
                        "isAtLeast and add: wasted runs per transfer, 8 threads",
                        0.01,
                        0,
                        wasted("w6/8", TVAR_ADD)));
    }

    /** Maps, queues, waiting. */
    private static List<Bar> structures() {
        return List.of(
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
                        2.4,
                        1.8,
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
                most(
                        "W8",
                        "bytes per waiter beyond the virtual thread",
                        1024,
                        300,
                        r -> r.median("w8", TVAR, Sample::bytes) - r.median("w8", PARK, Sample::bytes)));
    }

    /** Programs with a data model of their own; the figure is that of the worst mix. */
    private static List<Bar> programs() {
        return Stream.of(Workload.W11, Workload.W12)
                .flatMap(workload -> Stream.of(
                        most(
                                workload.name(),
                                "processor time of ScalaSTM, worst mix",
                                0.7,
                                NO_STRETCH,
                                r -> worst(
                                        workload,
                                        0,
                                        s -> r.median(s, TVAR, Sample::cpu) / r.median(s, SCALA_STM, Sample::cpu))),
                        most(
                                workload.name(),
                                "time of one lock, worst mix, 1 thread",
                                1.3,
                                NO_STRETCH,
                                r -> worst(workload, 1, s -> r.ratio(s, GLOBAL_LOCK, TVAR))),
                        most(
                                workload.name(),
                                "time of one lock, worst mix, 2 threads",
                                1,
                                NO_STRETCH,
                                r -> worst(workload, 2, s -> r.ratio(s, GLOBAL_LOCK, TVAR)))))
                .toList();
    }

    /** The largest figure of the mixes of a workload; {@code threads} 0 stands for any number. */
    private static double worst(Workload workload, int threads, ToDoubleFunction<String> figure) {
        return Scenarios.all().stream()
                .filter(s -> s.workload() == workload && s.benchmark().endsWith(".operate"))
                .filter(s -> threads == 0 || s.threads() == threads)
                .mapToDouble(s -> figure.applyAsDouble(s.id()))
                .filter(ratio -> !Double.isNaN(ratio))
                .max()
                .orElse(Double.NaN);
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

    private static Predicate<MeasuredEngine> isPeer() {
        return engine -> engine.role() == MeasuredEngine.Role.PEER;
    }

    /** The ratios to the best of some peers in all measured cells of transfers, laboratory and lambdas. */
    private static DoubleStream overBest(Results results, Predicate<MeasuredEngine> peers) {
        return Scenarios.all().stream()
                .filter(s -> s.workload() == Workload.W1
                        || s.workload() == Workload.W10 && s.benchmark().endsWith(".transfer"))
                .mapToDouble(s -> results.overBest(s.id(), peers))
                .filter(ratio -> !Double.isNaN(ratio));
    }

    /** The geometric mean. */
    private static double mean(DoubleStream ratios) {
        return Math.exp(ratios.map(Math::log).average().orElse(Double.NaN));
    }
}
