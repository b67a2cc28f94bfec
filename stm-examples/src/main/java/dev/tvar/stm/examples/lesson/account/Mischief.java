package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.examples.engine.Bank;
import dev.tvar.stm.examples.engine.Teller;
import dev.tvar.stm.examples.support.Auditor;
import dev.tvar.stm.examples.support.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Two mischief makers at any bank of two accounts: each moves money from the friend's account to the own one, until the
 * friend's does not hold what was asked for. Meanwhile an auditor sums up both accounts.
 */
final class Mischief {
    private static final int LEAST = 10;
    private static final int MOST = 100;

    /** Nobody makes more moves than this: luck, or a bank that creates money, might feed them for a long time. */
    private static final int MOST_MOVES = 1_000_000;

    /** What came out. */
    record Result(long before, int[] moves, long[] balances, Auditor.Findings findings) {
        long after() {
            return Arrays.stream(balances).sum();
        }
    }

    private Mischief() {}

    static Result play(Bank bank, SplittableRandom random) {
        long before = Arrays.stream(bank.balances()).sum();
        SplittableRandom[] randoms = {random.split(), random.split()};
        int[] moves = new int[2];
        Auditor auditor = Auditor.start(bank::audit, before);
        Auditor.Findings findings;
        try {
            Workers.run(2, me -> moves[me] = grab(bank.teller(), 1 - me, me, randoms[me]));
        } finally {
            findings = auditor.stop();
        }
        return new Result(before, moves, bank.balances(), findings);
    }

    private static int grab(Teller teller, int friend, int me, SplittableRandom random) {
        int moves = 0;
        while (moves < MOST_MOVES && teller.transfer(friend, me, random.nextInt(LEAST, MOST + 1))) {
            moves++;
        }
        return moves;
    }
}
