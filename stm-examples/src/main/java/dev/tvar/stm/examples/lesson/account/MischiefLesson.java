package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.examples.engine.ActorBank;
import dev.tvar.stm.examples.engine.Bank;
import dev.tvar.stm.examples.engine.StmBank;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import java.io.PrintWriter;
import java.util.SplittableRandom;

/** Two people plunder each other while an auditor looks: by transactions, and by two messages between actors. */
public final class MischiefLesson implements Lesson {
    private static final Card CARD = Card.of(
                    "A3", "mischief", "two plunder each other, an auditor looks: STM and actors")
            .asks("What does an auditor see who looks while money moves?")
            .shows("between the two messages of the actors the money is nowhere; with STM it is always somewhere");

    private static final long[] OPENING = {30_000, 30_000};
    private static final long IN_FLIGHT = 70;

    /** What an auditor sees before, between and after the two messages of one transfer. */
    record Steps(long before, long between, long after) {}

    static Mischief.Result withTransactions(SplittableRandom random, long... opening) {
        return Mischief.play(new StmBank(opening), random);
    }

    static Mischief.Result withActors(SplittableRandom random, long... opening) {
        try (Bank bank = new ActorBank(opening)) {
            return Mischief.play(bank, random);
        }
    }

    /** One transfer between actors, step by step: nothing is left to chance here. */
    static Steps twoMessages(long amount, long... opening) {
        try (ActorBank bank = new ActorBank(opening)) {
            long before = bank.audit();
            bank.withdraw(0, amount);
            long between = bank.audit();
            bank.deposit(1, amount);
            return new Steps(before, between, bank.audit());
        }
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        SplittableRandom random = setup.random();
        Steps steps = twoMessages(IN_FLIGHT, OPENING);
        out.println("One transfer of " + IN_FLIGHT + " between two actors, as an auditor sees it:");
        out.println();
        new Columns("when", "total")
                .row("before", steps.before())
                .row("after the message 'withdraw'", steps.between())
                .row("after the message 'deposit'", steps.after())
                .print(out);
        Mischief.Result stm = withTransactions(random.split(), OPENING);
        Mischief.Result actors = withActors(random.split(), OPENING);
        out.println();
        out.println("Both plunder until the other's account is tapped out:");
        out.println();
        Columns table = new Columns("engine", "moves", "Ann", "Bob", "before", "after", "audits", "wrong audits");
        row(table, "stm", stm);
        row(table, "actors", actors);
        table.print(out);
        boolean held = stm.after() == stm.before() && stm.findings().wrong() == 0 && actors.after() == actors.before();
        return Text.state(out, "the total is the same at the end, and with STM whenever the auditor looks", held);
    }

    private static void row(Columns table, String engine, Mischief.Result result) {
        table.row(
                engine,
                result.moves()[0] + result.moves()[1],
                result.balances()[0],
                result.balances()[1],
                result.before(),
                result.after(),
                result.findings().audits(),
                result.findings().wrong());
    }
}
