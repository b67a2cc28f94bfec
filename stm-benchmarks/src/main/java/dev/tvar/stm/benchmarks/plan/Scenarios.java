package dev.tvar.stm.benchmarks.plan;

import dev.tvar.stm.benchmarks.engine.Work;
import dev.tvar.stm.benchmarks.plan.Scenario.Quick;
import java.util.ArrayList;
import java.util.List;
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
            Quick alone = accounts == 1000 ? Quick.ALL : Quick.NONE;
            all.add(sums(accounts, "alone", 1, alone));
            all.add(sums(accounts, "beside", 2, alone));
        }
        for (int threads : new int[] {1, 2}) {
            all.add(counter("add", threads, threads == 2 ? Quick.ALL : Quick.NONE));
            all.add(counter("readAndWrite", threads, threads == 2 ? Quick.MAIN : Quick.NONE));
        }
        for (int threads : new int[] {1, 2}) {
            String id = "w4/" + threads;
            Quick quick = threads == 1 ? Quick.ALL : Quick.MAIN;
            all.add(new Scenario(
                    id, Workload.W4, threads(threads), "MostlyReads.read", Map.of(), threads, Work.READ, quick));
        }
        all.add(new Scenario(
                "w5", Workload.W5, "two threads", "HandOver.thereAndBack", Map.of(), 1, Work.HAND_OVER, Quick.ALL));
        for (int threads : new int[] {2, 8}) {
            String id = "w6/" + threads;
            Quick quick = threads == 2 ? Quick.MAIN : Quick.NONE;
            all.add(new Scenario(
                    id, Workload.W6, threads(threads), "HotAccount.transfer", Map.of(), threads, Work.TRANSFER, quick));
        }
        for (int threads : new int[] {1, 2}) {
            all.add(map("mixed", threads, Work.MAP, threads == 2 ? Quick.ALL : Quick.NONE));
            all.add(map("move", threads, Work.MOVE, threads == 2 ? Quick.ALL : Quick.NONE));
        }
        all.add(new Scenario(
                "w8", Workload.W8, "one gate for all", "ParkedWaiters", Map.of(), 1, Work.WAIT, Quick.ALL));
        return List.copyOf(all);
    }

    private static Scenario transfers(int accounts, int threads) {
        Quick quick = accounts == 1024 && threads <= 2
                ? Quick.ALL
                : accounts == 2 && threads == 2 || accounts == 1_000_000 && threads == 1 ? Quick.MAIN : Quick.NONE;
        return new Scenario(
                "w1/%d/%d".formatted(accounts, threads),
                Workload.W1,
                "%,d accounts, %s".formatted(accounts, threads(threads)),
                "Transfers.transfer",
                Map.of("accounts", String.valueOf(accounts)),
                threads,
                Work.TRANSFER,
                quick);
    }

    private static Scenario sums(int accounts, String how, int threads, Quick quick) {
        String beside = how.equals("alone") ? "alone" : "beside a thread that transfers";
        return new Scenario(
                "w2/%d/%s".formatted(accounts, how),
                Workload.W2,
                "%,d accounts, %s".formatted(accounts, beside),
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
                title + ", " + threads(threads),
                "HotCounter." + how,
                Map.of(),
                threads,
                Work.COUNT,
                quick);
    }

    private static Scenario map(String how, int threads, Work work, Quick quick) {
        String title = how.equals("mixed") ? "50% get, 25% put, 25% remove" : "move an entry to another key";
        return new Scenario(
                "w7/%s/%d".formatted(how, threads),
                Workload.W7,
                title + ", " + threads(threads),
                "MapOperations." + how,
                Map.of(),
                threads,
                work,
                quick);
    }

    private static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }
}
