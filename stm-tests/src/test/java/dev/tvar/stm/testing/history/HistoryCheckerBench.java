package dev.tvar.stm.testing.history;

/** Prints how long the checker takes for a million operations, five times. */
final class HistoryCheckerBench {
    private static final int ATTEMPTS = 190_000;

    private HistoryCheckerBench() {}

    public static void main(String[] args) {
        for (int round = 0; round < 5; round++) {
            History history = new History(new HistoryMaker(round, 1000).serial(ATTEMPTS, 8, 6));
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
}
