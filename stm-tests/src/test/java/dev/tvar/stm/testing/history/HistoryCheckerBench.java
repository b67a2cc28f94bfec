package dev.tvar.stm.testing.history;

import java.util.ArrayList;
import java.util.List;

/** Prints how long the checker takes for a million operations: five times for a right history, then for a wrong one. */
final class HistoryCheckerBench {
    private static final int ATTEMPTS = 190_000;

    private HistoryCheckerBench() {}

    public static void main(String[] args) {
        for (int round = 0; round < 5; round++) {
            print(new HistoryMaker(round, 1000).serial(ATTEMPTS, 8, 6));
        }
        HistoryMaker maker = new HistoryMaker(5, 1000);
        List<Attempt> wrong = new ArrayList<>(maker.serial(ATTEMPTS, 8, 6));
        for (int mutation = 0; mutation < 1000; mutation++) {
            maker.mutate(wrong);
        }
        print(wrong);
    }

    private static void print(List<Attempt> attempts) {
        History history = new History(attempts);
        long start = System.nanoTime();
        HistoryChecker.Verdict verdict = HistoryChecker.check(history);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%,d operations in %.2f s, %,d steps, %s%n",
                verdict.operations(),
                seconds,
                verdict.steps(),
                verdict.violation().map(Violation::toString).orElse("no violation"));
    }
}
