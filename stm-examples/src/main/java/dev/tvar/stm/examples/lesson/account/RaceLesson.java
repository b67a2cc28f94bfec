package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.examples.engine.Bank;
import dev.tvar.stm.examples.engine.StmBank;
import dev.tvar.stm.examples.engine.UnprotectedBank;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import java.io.PrintWriter;
import java.util.SplittableRandom;

/** The mischief makers without protection: first one race in slow motion, then many at full speed. */
public final class RaceLesson implements Lesson {
    private static final Card CARD = Card.of("A4", "race", "the same unprotected: updates are lost, the total drifts")
            .asks("How does an unprotected account lose an update?")
            .shows("the race in slow motion, where it happens every time, and at full speed, where it is luck")
            .threads("mischief makers", 2, 2, 8);

    private static final long EACH = 5_000_000;

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        LostUpdate.Result unprotected = LostUpdate.unprotected();
        LostUpdate.Result transactional = LostUpdate.transactional();
        printSteps(out, unprotected, transactional);
        long[] opening = Mischief.opening(setup.threads(), EACH);
        Mischief.Result drifting = mischief(new UnprotectedBank(opening), setup.seed());
        Mischief.Result fixed = mischief(new StmBank(opening), setup.seed());
        out.println();
        out.println("At full speed, by " + setup.threads() + " threads (without protection, a drift of 0 is luck):");
        out.println();
        Columns table = new Columns("accounts", "moves", "total before", "total after", "drift");
        row(table, "unprotected", drifting);
        row(table, "transactional", fixed);
        table.print(out);
        long right = LostUpdate.START - LostUpdate.ANN_TAKES + LostUpdate.BOB_GIVES;
        boolean held = transactional.balance() == right && fixed.after() == fixed.before();
        return Text.state(out, "with transactions no update is lost and the total does not drift", held);
    }

    static Mischief.Result mischief(Bank bank, long seed) {
        return Mischief.play(bank, new SplittableRandom(seed));
    }

    private static void printSteps(PrintWriter out, LostUpdate.Result plain, LostUpdate.Result stm) {
        out.println("In slow motion: the balance is 100, Ann takes 30, Bob gives 50, so 120 is right.");
        out.println();
        new Columns("step", "unprotected", "transactional")
                .left(1, 2)
                .row("1  Ann reads the balance", "100", "100")
                .row("2  Bob reads it, adds 50 and writes", "150", "150, committed")
                .row("3  Ann writes the balance she read, less 30", plain.balance(), "refused: it has changed")
                .row("4  Ann runs again", "-", stm.annRuns() > 1 ? "reads 150, writes 120" : "NO")
                .row("at the end", plain.balance(), stm.balance())
                .print(out);
    }

    private static void row(Columns table, String accounts, Mischief.Result result) {
        table.row(
                accounts,
                result.allMoves(),
                result.before(),
                result.after(),
                Text.format("%+,d", result.after() - result.before()));
    }
}
