package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.testing.explore.Exploration;
import dev.tvar.stm.testing.jdbc.Ledger;
import java.io.PrintWriter;
import java.util.List;

/** A service with SQL: one that loses an update, statement by statement, and three right ones in the same schedule. */
public final class ServiceLesson implements Lesson {
    private static final Card CARD = Card.of("A9", "service", "accounts in a database: two clients, one update is lost")
            .asks("How does a service over a database lose an update, and what prevents it?")
            .shows(
                    "the SQL of two clients, statement by statement in one schedule; then that the wrong service fails in"
                            + " some of many schedules, and the right ones in none");

    private static final List<Ledger> RIGHT =
            List.of(Ledger.SELECT_FOR_UPDATE, Ledger.VERSION_COLUMN, Ledger.GUARDED_UPDATE);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        try (LedgerRace race = LedgerRace.inMemory()) {
            out.println(Text.format(
                    "Accounts a and b have %d each. Ann moves %d from a to b, Bob moves %d from a to b; so a must end with %d.",
                    LedgerRace.OPENING,
                    LedgerRace.ANN_MOVES,
                    LedgerRace.BOB_MOVES,
                    LedgerRace.OPENING - LedgerRace.ANN_MOVES - LedgerRace.BOB_MOVES));
            out.println("Each runs to the point where the other can do most harm: after Ann's first statement.");
            show(race, Ledger.CHECK_THEN_UPDATE, out);
            RIGHT.forEach(ledger -> show(race, ledger, out));
            return everySchedule(race, setup.seed(), out);
        }
    }

    private static void show(LedgerRace race, Ledger ledger, PrintWriter out) {
        out.println();
        out.println(ledger + ": " + ledger.text());
        out.println();
        out.print(NarrowTable.of(race.story(ledger)));
        out.flush();
    }

    private static boolean everySchedule(LedgerRace race, long seed, PrintWriter out) {
        out.println();
        out.println(Text.format("Up to %d schedules of the same two transfers:", LedgerRace.SCHEDULES));
        out.println();
        Columns table = new Columns("ledger", "schedules", "different", "verdict").left(0, 3);
        Exploration wrong = race.explore(Ledger.CHECK_THEN_UPDATE, seed);
        row(table, Ledger.CHECK_THEN_UPDATE, wrong);
        boolean held = true;
        for (Ledger ledger : RIGHT) {
            Exploration right = race.explore(ledger, seed);
            row(table, ledger, right);
            held &= right.failure().isEmpty();
        }
        table.print(out);
        out.println();
        out.println("Your own service: ./stm prove --service jdbc --help, and docs/ledgers.md");
        return Text.state(out, "a ledger that locks, compares versions or guards its update loses no update", held);
    }

    private static void row(Columns table, Ledger ledger, Exploration exploration) {
        table.row(
                ledger,
                exploration.schedules(),
                exploration.distinct(),
                exploration.failure().isEmpty() ? "no update is lost" : "LOST AN UPDATE");
    }
}
