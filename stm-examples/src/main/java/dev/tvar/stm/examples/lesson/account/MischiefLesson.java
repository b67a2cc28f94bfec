package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.engine.ActorBank;
import dev.tvar.stm.examples.engine.Bank;
import dev.tvar.stm.examples.engine.StmBank;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Friends plunder each other while an auditor sums the accounts: by transactions, and by two messages between actors. */
public final class MischiefLesson implements Lesson {
    private static final Card CARD = Card.of(
                    "A3", "mischief", "friends plunder each other during audits: STM and actors")
            .asks("What does an auditor see while money moves?")
            .shows("between the two messages of the actors the money is nowhere; with STM it is always somewhere")
            .threads("mischief makers", 2, 2, 8);

    private static final long EACH = 30_000;
    private static final long IN_FLIGHT = 70;

    /** The totals of an auditor before, in the middle of, and after one transfer. */
    record Totals(long before, long halfWay, long after) {}

    static Mischief.Result withTransactions(SplittableRandom random, long... opening) {
        return Mischief.play(new StmBank(opening), random);
    }

    static Mischief.Result withActors(SplittableRandom random, long... opening) {
        try (Bank bank = new ActorBank(opening)) {
            return Mischief.play(bank, random);
        }
    }

    /** One transfer between actors, with an audit between its two messages. */
    static Totals twoMessages(long amount, long... opening) {
        try (ActorBank bank = new ActorBank(opening)) {
            long before = bank.audit();
            bank.withdraw(0, amount);
            long halfWay = bank.audit();
            bank.deposit(1, amount);
            return new Totals(before, halfWay, bank.audit());
        }
    }

    /** The same in a transaction, with an audit between its two halves, on another thread. */
    static Totals oneTransaction(long amount, long... opening) {
        TLong from = TLong.named("from", opening[0]);
        TLong to = TLong.named("to", opening[1]);
        AtomicLong seen = new AtomicLong();
        Runnable audit = () -> seen.set(STM.snapshot(tx -> from.get(tx) + to.get(tx)));
        audit.run();
        long before = seen.get();
        long halfWay = STM.atomically(tx -> {
            from.add(tx, -amount);
            Workers.runTogether(audit);
            to.add(tx, amount);
            return seen.get();
        });
        audit.run();
        return new Totals(before, halfWay, seen.get());
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        SplittableRandom random = setup.random();
        long[] opening = Mischief.opening(setup.threads(), EACH);
        Totals messages = twoMessages(IN_FLIGHT, EACH, EACH);
        Totals transaction = oneTransaction(IN_FLIGHT, EACH, EACH);
        out.println("One transfer of " + IN_FLIGHT + ", and the total as an auditor sees it:");
        out.println();
        new Columns("when", "two messages between actors", "one transaction")
                .row("before", messages.before(), transaction.before())
                .row("after the withdrawal", messages.halfWay(), transaction.halfWay())
                .row("after the deposit", messages.after(), transaction.after())
                .print(out);
        Mischief.Result stm = withTransactions(random.split(), opening);
        Mischief.Result actors = withActors(random.split(), opening);
        out.println();
        out.println("All plunder until the friend's account is empty:");
        out.println();
        Columns table =
                new Columns("engine", "moves", "poorest", "richest", "before", "after", "audits", "wrong audits");
        row(table, "stm", stm);
        row(table, "actors", actors);
        table.print(out);
        boolean held = transaction.halfWay() == transaction.before()
                && stm.after() == stm.before()
                && stm.findings().wrong() == 0
                && actors.after() == actors.before();
        return Text.state(out, "the total is the same at the end, and with STM at every audit", held);
    }

    private static void row(Columns table, String engine, Mischief.Result result) {
        table.row(
                engine,
                result.allMoves(),
                Arrays.stream(result.balances()).min().orElse(0),
                Arrays.stream(result.balances()).max().orElse(0),
                result.before(),
                result.after(),
                result.findings().audits(),
                result.findings().wrong());
    }
}
