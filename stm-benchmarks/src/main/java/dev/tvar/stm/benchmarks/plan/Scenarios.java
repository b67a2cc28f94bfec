package dev.tvar.stm.benchmarks.plan;

import static dev.tvar.stm.benchmarks.plan.MeasuredScenario.Quick.ALL;
import static dev.tvar.stm.benchmarks.plan.MeasuredScenario.Quick.MAIN;
import static dev.tvar.stm.benchmarks.plan.MeasuredScenario.Quick.NONE;
import static dev.tvar.stm.benchmarks.plan.Workload.W1;
import static dev.tvar.stm.benchmarks.plan.Workload.W10;
import static dev.tvar.stm.benchmarks.plan.Workload.W11;
import static dev.tvar.stm.benchmarks.plan.Workload.W12;
import static dev.tvar.stm.benchmarks.plan.Workload.W2;
import static dev.tvar.stm.benchmarks.plan.Workload.W3;
import static dev.tvar.stm.benchmarks.plan.Workload.W4;
import static dev.tvar.stm.benchmarks.plan.Workload.W5;
import static dev.tvar.stm.benchmarks.plan.Workload.W6;
import static dev.tvar.stm.benchmarks.plan.Workload.W7;
import static dev.tvar.stm.benchmarks.plan.Workload.W8;
import static dev.tvar.stm.benchmarks.plan.Workload.W9;

import dev.tvar.stm.benchmarks.engine.Capability;
import dev.tvar.stm.benchmarks.plan.MeasuredScenario.Jvm;
import dev.tvar.stm.benchmarks.plan.MeasuredScenario.Quick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All scenarios, in the order of the tables. */
public final class Scenarios {
    /** The number of waiting transactions in W8. */
    public static final int WAITERS = 100_000;

    private static final List<MeasuredScenario> EVERY = new Scenarios().build();

    private final List<MeasuredScenario> all = new ArrayList<>();

    private Scenarios() {}

    /** The scenarios of all workloads. */
    public static List<MeasuredScenario> all() {
        return EVERY;
    }

    private List<MeasuredScenario> build() {
        for (int accounts : new int[] {2, 16, 1024, 1_000_000}) {
            for (int threads : new int[] {1, 2, 8}) {
                String id = "w1/%d/%d".formatted(accounts, threads);
                accounts(id, W1, accounts, "transfer", threads(threads), threads, quickTransfers(accounts, threads));
            }
        }
        for (int accounts : new int[] {1000, 10_000}) {
            Quick quick = accounts == 1000 ? MAIN : NONE;
            String id = "w2/" + accounts;
            accounts(id + "/alone", W2, accounts, "sumAlone", "alone", 1, quick);
            accounts(id + "/beside", W2, accounts, "sumBesideTransfers", "with a concurrent writer", 2, quick);
        }
        for (int threads : new int[] {1, 2}) {
            counter("add", "add, ", threads, threads == 2 ? MAIN : NONE);
            counter("readAndWrite", "read and write, ", threads, NONE);
        }
        for (int threads : new int[] {1, 2}) {
            add("w4/" + threads, W4, "", threads(threads), "AccountBenchmarks.read", 1024, threads, MAIN);
        }
        simple("w5", W5, "two threads", "HandOverBenchmarks.thereAndBack");
        for (int threads : new int[] {2, 8}) {
            String id = "w6/" + threads; // one shared account, and one for each of up to 64 threads
            Quick quick = threads == 2 ? MAIN : NONE;
            add(id, W6, "", threads(threads), "AccountBenchmarks.transferHot", 65, threads, quick);
        }
        for (int entries : new int[] {1024, 1_000_000}) {
            for (int threads : new int[] {1, 2}) {
                map(entries, "mixed", "50% get, 25% put, 25% remove", threads);
                map(entries, "get", "get", threads);
                map(entries, "move", "move an entry to another key", threads);
            }
        }
        simple("w8", W8, "one gate", "ParkedWaiters");
        simple("w9/stream", W9, "a stream of elements", "QueueBenchmarks.stream");
        simple("w9/thereAndBack", W9, "round trip of an element", "QueueBenchmarks.thereAndBack");
        lambdas();
        travel("low", "low contention", 2, 90, 98);
        travel("high", "high contention", 4, 60, 90);
        travel("long", "up to 128 offers in a transaction", 128, 90, 98);
        for (int updates : new int[] {10, 40, 90}) {
            String mix = updates == 10 ? "read-dominated" : updates == 40 ? "read-write" : "write-dominated";
            for (int threads : new int[] {1, 2}) {
                Quick quick = updates == 40 && threads == 2 ? ALL : NONE;
                cad(mix + "/" + threads, mix, threads(threads), "operate", updates, threads, quick);
            }
        }
        cad("long/alone", "long traversals", "alone", "traverseAlone", 0, 1, NONE);
        cad("long/beside", "long traversals", "with a concurrent writer", "traverseBesideUpdates", 0, 2, NONE);
        return List.copyOf(all);
    }

    /** W11: the parameters n, q and u of STAMP. */
    private void travel(String name, String table, int offers, int range, int bookings) {
        Map<String, String> parameters = Map.of(
                "offers", String.valueOf(offers),
                "range", String.valueOf(range),
                "bookings", String.valueOf(bookings));
        for (int threads : new int[] {1, 2}) {
            String id = "w11/%s/%d".formatted(name, threads);
            Quick quick = name.equals("high") && threads == 2 ? ALL : NONE;
            all.add(new MeasuredScenario(
                    id,
                    W11,
                    table,
                    threads(threads),
                    "travel.TravelBenchmarks.operate",
                    parameters,
                    threads,
                    Capability.SPACE,
                    quick,
                    Jvm.MEASURED));
        }
    }

    private void cad(String name, String table, String column, String method, int updates, int threads, Quick quick) {
        all.add(new MeasuredScenario(
                "w12/" + name,
                W12,
                table,
                column,
                "cad.CadBenchmarks." + method,
                Map.of("updates", String.valueOf(updates)),
                threads,
                Capability.SPACE,
                quick,
                Jvm.MEASURED));
    }

    /** W10: one lambda or sixteen, transfers and then sums and reads. */
    private void lambdas() {
        lambda("w10/one/1024/1", "one lambda", "1,024 accounts, 1 thread", "transfer", 1024, 1, 1);
        lambda("w10/one/1024/2", "one lambda", "1,024 accounts, 2 threads", "transfer", 1024, 1, 2);
        lambda("w10/one/2/2", "one lambda", "2 accounts, 2 threads", "transfer", 2, 1, 2);
        lambda("w10/sixteen/1024/1", "sixteen lambdas", "1,024 accounts, 1 thread", "transfer", 1024, 16, 1);
        lambda("w10/sixteen/1024/2", "sixteen lambdas", "1,024 accounts, 2 threads", "transfer", 1024, 16, 2);
        lambda("w10/sum/alone", "sums of 1,000 accounts", "alone", "sumAlone", 1000, 1, 1);
        lambda("w10/sum/hadWriters", "sums of 1,000 accounts", "alone, after writers", "sumAlone", 1000, 1, 1);
        lambda(
                "w10/sum/beside",
                "sums of 1,000 accounts",
                "with a concurrent writer",
                "sumBesideTransfers",
                1000,
                1,
                2);
        lambda("w10/newer/platform", "a newer JDK, 1,024 accounts", "platform thread", "transfer", 1024, 1, 1);
        lambda("w10/newer/virtual", "a newer JDK, 1,024 accounts", "virtual thread", "transfer", 1024, 1, 1);
        lambda("w10/read/1", "16 reads, and a write in one of ten", "1 thread", "read", 1024, 1, 1);
        lambda("w10/read/2", "16 reads, and a write in one of ten", "2 threads", "read", 1024, 1, 2);
    }

    private void lambda(String id, String table, String column, String method, int accounts, int bodies, int threads) {
        Map<String, String> parameters = Map.of(
                "accounts", String.valueOf(accounts),
                "bodies", String.valueOf(bodies),
                "hadWriters", String.valueOf(id.endsWith("/hadWriters")));
        boolean newer = id.startsWith("w10/newer");
        all.add(new MeasuredScenario(
                id,
                W10,
                table,
                column,
                "AccountBenchmarks." + method,
                parameters,
                threads,
                Capability.LAMBDA,
                newer ? NONE : MAIN,
                id.endsWith("/virtual") ? Jvm.VIRTUAL_THREADS : newer ? Jvm.NEWER : Jvm.MEASURED));
    }

    private static Quick quickTransfers(int accounts, int threads) {
        return switch (accounts) {
            case 1024 -> threads == 1 ? MAIN : threads == 2 ? ALL : NONE;
            case 2 -> threads == 2 ? MAIN : NONE;
            case 1_000_000 -> threads == 1 ? MAIN : NONE;
            default -> NONE;
        };
    }

    private void accounts(
            String id, Workload workload, int accounts, String method, String column, int threads, Quick quick) {
        String table = String.format(Locale.ROOT, "%,d accounts", accounts);
        add(id, workload, table, column, "AccountBenchmarks." + method, accounts, threads, quick);
    }

    private void counter(String method, String column, int threads, Quick quick) {
        String id = "w3/%s/%d".formatted(method, threads);
        add(id, W3, "", column + threads(threads), "CounterBenchmarks." + method, 0, threads, quick);
    }

    private void map(int entries, String method, String column, int threads) {
        String id = "w7/%d/%s/%d".formatted(entries, method, threads);
        String table = String.format(Locale.ROOT, "%,d entries", entries);
        Quick quick = entries == 1024 && threads == 2 && !method.equals("get") ? MAIN : NONE;
        add(id, W7, table, column + ", " + threads(threads), "MapBenchmarks." + method, entries, threads, quick);
    }

    /** A scenario without parameters; where it needs a second thread, the benchmark starts it. */
    private void simple(String id, Workload workload, String column, String benchmark) {
        add(id, workload, "", column, benchmark, 0, 1, ALL);
    }

    /** With the number of accounts or entries, or 0 for neither. */
    private void add(
            String id,
            Workload workload,
            String table,
            String column,
            String benchmark,
            int size,
            int threads,
            Quick quick) {
        Map<String, String> parameters =
                size == 0 ? Map.of() : Map.of(workload == W7 ? "entries" : "accounts", String.valueOf(size));
        Jvm jvm = workload == W8 ? Jvm.VIRTUAL_THREADS : Jvm.MEASURED;
        all.add(new MeasuredScenario(
                id, workload, table, column, benchmark, parameters, threads, work(workload, benchmark), quick, jvm));
    }

    private static Capability work(Workload workload, String benchmark) {
        return switch (workload) {
            case W1, W6 -> Capability.TRANSFER;
            case W2 -> Capability.SUM;
            case W3 -> Capability.COUNT;
            case W4 -> Capability.READ;
            case W5 -> Capability.HAND_OVER;
            case W7 -> benchmark.endsWith("move") ? Capability.MOVE : Capability.MAP;
            case W8 -> Capability.WAIT;
            case W9 -> Capability.QUEUE;
            case W10 -> Capability.LAMBDA;
            case W11, W12 -> Capability.SPACE;
        };
    }

    private static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }
}
