package dev.tvar.stm.benchmarks.plan;

import dev.tvar.stm.benchmarks.engine.Work;
import dev.tvar.stm.benchmarks.plan.Scenario.Quick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All scenarios, in the order in which they are shown. */
public final class Scenarios {
    /** How many transactions wait in W8. */
    public static final int WAITERS = 100_000;

    private static final List<Scenario> ALL = build();

    private Scenarios() {}

    /**
     * All scenarios.
     *
     * @return the list
     */
    public static List<Scenario> all() {
        return ALL;
    }

    private static List<Scenario> build() {
        List<Scenario> all = new ArrayList<>();
        for (int accounts : new int[] {2, 16, 1024, 1_000_000}) {
            for (int threads : new int[] {1, 2, 8}) {
                all.add(transfers(accounts, threads));
            }
        }
        for (int accounts : new int[] {1000, 10_000}) {
            all.add(sums(accounts, "alone", 1));
            all.add(sums(accounts, "beside", 2));
        }
        for (int threads : new int[] {1, 2}) {
            all.add(counter("add", threads, threads == 2 ? Quick.MAIN : Quick.NONE));
            all.add(counter("readAndWrite", threads, Quick.NONE));
        }
        all.add(only("w4/1", Workload.W4, "MostlyReads.read", 1, Work.READ, Quick.MAIN));
        all.add(only("w4/2", Workload.W4, "MostlyReads.read", 2, Work.READ, Quick.MAIN));
        all.add(only("w5", Workload.W5, "HandOver.thereAndBack", 1, Work.HAND_OVER, Quick.ALL));
        all.add(only("w6/2", Workload.W6, "HotAccount.transfer", 2, Work.TRANSFER, Quick.MAIN));
        all.add(only("w6/8", Workload.W6, "HotAccount.transfer", 8, Work.TRANSFER, Quick.NONE));
        for (int entries : new int[] {1024, 1_000_000}) {
            for (int threads : new int[] {1, 2}) {
                all.add(map(entries, "mixed", threads));
                all.add(map(entries, "get", threads));
                all.add(map(entries, "move", threads));
            }
        }
        all.add(only("w8", Workload.W8, "ParkedWaiters", 1, Work.WAIT, Quick.ALL));
        all.add(queue("stream", "a stream of elements"));
        all.add(queue("thereAndBack", "an element there, and its answer back"));
        return List.copyOf(all);
    }

    /** A scenario without parameters, of which the workload has one for each number of threads at most. */
    private static Scenario only(String id, Workload workload, String benchmark, int threads, Work work, Quick quick) {
        String column =
                switch (workload) {
                    case W5 -> "two threads";
                    case W8 -> "one gate";
                    default -> threads(threads);
                };
        return new Scenario(id, workload, "", column, benchmark, Map.of(), threads, work, quick);
    }

    private static Scenario transfers(int accounts, int threads) {
        Quick quick =
                switch (accounts) {
                    case 1024 -> threads == 1 ? Quick.MAIN : threads == 2 ? Quick.ALL : Quick.NONE;
                    case 2 -> threads == 2 ? Quick.MAIN : Quick.NONE;
                    case 1_000_000 -> threads == 1 ? Quick.MAIN : Quick.NONE;
                    default -> Quick.NONE;
                };
        return new Scenario(
                "w1/%d/%d".formatted(accounts, threads),
                Workload.W1,
                accounts(accounts),
                threads(threads),
                "Transfers.transfer",
                Map.of("accounts", String.valueOf(accounts)),
                threads,
                Work.TRANSFER,
                quick);
    }

    private static Scenario sums(int accounts, String how, int threads) {
        Quick quick = accounts == 1000 ? Quick.MAIN : Quick.NONE;
        String beside = how.equals("alone") ? "alone" : "beside a thread that transfers";
        return new Scenario(
                "w2/%d/%s".formatted(accounts, how),
                Workload.W2,
                accounts(accounts),
                beside,
                "Sums." + how,
                Map.of("accounts", String.valueOf(accounts)),
                threads,
                Work.SUM,
                quick);
    }

    private static Scenario counter(String how, int threads, Quick quick) {
        String title = how.equals("add") ? "add" : "read and write";
        return new Scenario(
                "w3/%s/%d".formatted(how, threads),
                Workload.W3,
                "",
                title + ", " + threads(threads),
                "HotCounter." + how,
                Map.of(),
                threads,
                Work.COUNT,
                quick);
    }

    private static Scenario map(int entries, String how, int threads) {
        boolean moves = how.equals("move");
        String title =
                switch (how) {
                    case "get" -> "get";
                    case "move" -> "move an entry to another key";
                    default -> "50% get, 25% put, 25% remove";
                };
        return new Scenario(
                "w7/%d/%s/%d".formatted(entries, how, threads),
                Workload.W7,
                String.format(Locale.ROOT, "%,d entries", entries),
                title + ", " + threads(threads),
                "MapOperations." + how,
                Map.of("entries", String.valueOf(entries)),
                threads,
                moves ? Work.MOVE : Work.MAP,
                entries == 1024 && threads == 2 && !how.equals("get") ? Quick.MAIN : Quick.NONE);
    }

    private static Scenario queue(String how, String title) {
        return new Scenario(
                "w9/" + how, Workload.W9, "", title, "QueueOperations." + how, Map.of(), 1, Work.QUEUE, Quick.ALL);
    }

    private static String accounts(int count) {
        return String.format(Locale.ROOT, "%,d accounts", count);
    }

    private static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }
}
