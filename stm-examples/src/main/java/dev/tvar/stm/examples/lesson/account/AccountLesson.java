package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.STM;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One account, one thread: deposits, and three people who withdraw until an exception reports that the funds are used
 * up.
 */
public final class AccountLesson implements Lesson {
    private static final Card CARD = Card.of("A1", "account", "one account, one thread: three people empty it")
            .asks("Where did the money of a shared account go?")
            .shows("one refusal per round that takes nothing, and four sums that agree");

    static final List<String> PEOPLE = List.of("Ann", "Bob", "Cid");
    static final long START = 50;
    static final long DEPOSIT = 100;
    private static final long[] NOTES = {10, 20, 40, 80, 160};
    private static final int ROUNDS = 8;
    private static final long BILL = 40;

    /** One round: the amount that each thread got, and the thread that was refused in the end. */
    record Round(long[] grabbed, String refused, InsufficientFunds refusal) {}

    /** All rounds, and the remaining balance. */
    record Result(List<Round> rounds, long balance) {
        long deposited() {
            return DEPOSIT * rounds.size();
        }

        long grabbedBy(int person) {
            return rounds.stream().mapToLong(round -> round.grabbed()[person]).sum();
        }

        long grabbed() {
            return grabbedBy(0) + grabbedBy(1) + grabbedBy(2);
        }

        boolean lawHolds() {
            return START + deposited() == grabbed() + balance;
        }
    }

    static Result play(SplittableRandom random, int rounds) {
        Account account = new Account("account", START);
        List<Round> played = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            STM.run(tx -> account.deposit(tx, DEPOSIT));
            played.add(grab(account, random));
        }
        return new Result(played, STM.snapshot(account::balance));
    }

    /** The people take turns until the account refuses one of them. */
    private static Round grab(Account account, SplittableRandom random) {
        long[] grabbed = new long[PEOPLE.size()];
        for (int turn = 0; ; turn++) {
            int person = turn % PEOPLE.size();
            long amount = NOTES[random.nextInt(NOTES.length)];
            try {
                STM.run(tx -> account.withdraw(tx, amount));
                grabbed[person] += amount;
            } catch (InsufficientFunds refusal) {
                return new Round(grabbed, PEOPLE.get(person), refusal);
            }
        }
    }

    /** Two bills of 40 on an account of 50, paid in two independent steps. Returns the balance. */
    static long twoBillsInTwoSteps() {
        Account account = new Account("account", START);
        try {
            STM.run(tx -> account.withdraw(tx, BILL));
            STM.run(tx -> account.withdraw(tx, BILL));
        } catch (InsufficientFunds secondBill) {
            // the first one is paid
        }
        return STM.snapshot(account::balance);
    }

    /** The same bills in one transaction. Returns the balance. */
    static long twoBillsInOneTransaction() {
        Account account = new Account("account", START);
        try {
            STM.run(tx -> {
                account.withdraw(tx, BILL);
                account.withdraw(tx, BILL);
            });
        } catch (InsufficientFunds secondBill) {
            // none is paid
        }
        return STM.snapshot(account::balance);
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        Result result = play(setup.random(), ROUNDS);
        out.println(Text.format("The account starts with %d; each round begins with a deposit of %d.", START, DEPOSIT));
        out.println();
        Columns table = new Columns("round", "Ann", "Bob", "Cid", "then refused").left(4);
        for (int i = 0; i < result.rounds().size(); i++) {
            Round round = result.rounds().get(i);
            long[] got = round.grabbed();
            table.row(
                    "" + (i + 1),
                    got[0],
                    got[1],
                    got[2],
                    round.refused() + " " + round.refusal().getMessage());
        }
        table.row("sum", result.grabbedBy(0), result.grabbedBy(1), result.grabbedBy(2), "");
        table.print(out);
        out.println();
        out.println(Text.format(
                "%,d at the start + %,d deposited = %,d; %,d grabbed + %,d left = %,d",
                START,
                result.deposited(),
                START + result.deposited(),
                result.grabbed(),
                result.balance(),
                result.grabbed() + result.balance()));
        Text.heading(out, "Two bills of 40 must be paid together from an account of 50:");
        long undone = twoBillsInOneTransaction();
        new Columns("version", "left", "what happened")
                .left(2)
                .row("two steps", twoBillsInTwoSteps(), "one bill is paid, the other is refused: half done")
                .row("one transaction", undone, "the refusal undoes the first, too")
                .print(out);
        return Text.state(
                out,
                "start + deposits = grabbed + balance, and a refusal takes nothing",
                result.lawHolds() && undone == START);
    }
}
