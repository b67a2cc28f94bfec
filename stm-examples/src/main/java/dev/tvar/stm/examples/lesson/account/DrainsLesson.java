package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.STM;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/** Drains and one source on one account, concurrently; each keeps a tally of its own. */
public final class DrainsLesson implements Lesson {
    private static final Card CARD = Card.of("A2", "drains", "drains and a source at one account, all at once")
            .asks("Do the tallies of many threads add up if no thread waits for another?")
            .shows("an overdraft without protection; with it, deposits equal withdrawals plus the remaining balance")
            .threads("drains", 1, 3, 64);

    private static final long START = 10_000;
    private static final long[] NOTES = {10, 20, 40, 80, 160};
    private static final long TRICKLE = 10;

    /** The maximum number of deposits, in case the drains never catch up with the source. */
    private static final int MOST_DEPOSITS = 1_000_000;

    /** The counts of one thread. */
    record Tally(int times, long sum) {}

    /** The tallies of all threads. */
    record Result(long start, Tally source, Tally[] drains, long balance) {
        long drained() {
            return Arrays.stream(drains).mapToLong(Tally::sum).sum();
        }

        boolean lawHolds() {
            return start + source.sum() == drained() + balance;
        }
    }

    static Result play(Setup setup, long start) {
        int drains = setup.threads();
        SplittableRandom[] randoms = setup.randoms(drains);
        Account account = new Account("account", start);
        CountDownLatch flowing = new CountDownLatch(drains);
        Tally[] tallies = new Tally[drains + 1];
        Workers.run(drains + 1, worker -> {
            if (worker < drains) {
                tallies[worker] = drain(account, randoms[worker]);
                flowing.countDown();
            } else {
                tallies[worker] = fill(account, flowing);
            }
        });
        return new Result(start, tallies[drains], Arrays.copyOf(tallies, drains), STM.snapshot(account::balance));
    }

    /** Withdraws until the account refuses. */
    private static Tally drain(Account account, SplittableRandom random) {
        int times = 0;
        long sum = 0;
        try {
            while (true) {
                long amount = NOTES[random.nextInt(NOTES.length)];
                STM.run(tx -> account.withdraw(tx, amount));
                times++;
                sum += amount;
            }
        } catch (InsufficientFunds tappedOut) {
            return new Tally(times, sum);
        }
    }

    /** Deposits until all drains have ended. */
    private static Tally fill(Account account, CountDownLatch flowing) {
        int times = 0;
        while (flowing.getCount() > 0 && times < MOST_DEPOSITS) {
            STM.run(tx -> account.deposit(tx, TRICKLE));
            times++;
        }
        return new Tally(times, times * TRICKLE);
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        long overdrawn = Overdraft.unprotected();
        long right = Overdraft.transactional();
        long bounded = Overdraft.bounded();
        out.println("Two drains check the same 100 and want 80 each; both check before either takes:");
        out.println();
        new Columns("version", "balance", "what happened")
                .left(2)
                .row("unprotected", overdrawn, "both saw enough money, and both took it")
                .row("transactions", right, "one took it, the other had to check again")
                .row("an account with a floor", bounded, "neither checked, and the second commit was refused")
                .print(out);
        Text.heading(out, "All drains and the source at full speed:");
        Result result = play(setup, START);
        Columns table = new Columns("who", "times", "in", "out");
        table.row("start", "", result.start(), "");
        table.row("source", result.source().times(), result.source().sum(), "");
        for (int i = 0; i < result.drains().length; i++) {
            table.row("drain " + (i + 1), result.drains()[i].times(), "", result.drains()[i].sum());
        }
        table.row("left", "", "", result.balance());
        table.row("sum", "", result.start() + result.source().sum(), result.drained() + result.balance());
        table.print(out);
        return Text.state(
                out,
                "start + deposits = drained + balance, by the tally of each thread",
                right == 20 && bounded == 20 && result.lawHolds());
    }
}
