package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.examples.engine.Bank;
import dev.tvar.stm.examples.engine.Teller;
import dev.tvar.stm.examples.support.Auditor;
import dev.tvar.stm.examples.support.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Mischief makers at any bank, one for each account: each moves money from a friend's account to its
 * own, until the friend's funds do not suffice. Two are each other's friends; more form a ring.
 * Meanwhile an auditor sums all accounts.
 */
final class Mischief {
    private static final int LEAST = 10;
    private static final int MOST = 100;

    /** Most moves of each mischief maker: luck, or a bank that creates money, might feed them for a long time. */
    private static final int MOST_MOVES = 1_000_000;

    /** The result. */
    record Result(long before, int[] moves, long[] balances, Auditor.Findings findings) {
        long after() {
            return Arrays.stream(balances).sum();
        }

        int allMoves() {
            return Arrays.stream(moves).sum();
        }
    }

    private Mischief() {}

    /** Opening balances of {@code each} for every friend. */
    static long[] opening(int friends, long each) {
        long[] opening = new long[friends];
        Arrays.fill(opening, each);
        return opening;
    }

    static Result play(Bank bank, SplittableRandom random) {
        long before = Arrays.stream(bank.balances()).sum();
        int friends = bank.balances().length;
        SplittableRandom[] randoms =
                Stream.generate(random::split).limit(friends).toArray(SplittableRandom[]::new);
        int[] moves = new int[friends];
        Auditor auditor = Auditor.start(bank::audit, before);
        Auditor.Findings findings;
        try {
            Workers.run(friends, me -> moves[me] = grab(bank.teller(), (me + 1) % friends, me, randoms[me]));
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
