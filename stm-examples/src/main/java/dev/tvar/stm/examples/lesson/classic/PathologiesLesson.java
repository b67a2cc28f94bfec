package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import java.io.PrintWriter;

/**
 * Failures that never end: {@link Deadlock}, {@link Livelock} and {@link Starvation}. A controlled
 * schedule produces each, and a transaction under the same schedule ends.
 */
public final class PathologiesLesson implements Lesson {
    private static final Card CARD = Card.of("B9", "pathologies", "deadlock, livelock, starvation; and how each ends")
            .asks("What keeps a program from ever finishing, although no part of it is broken?")
            .shows(
                    "each pathology, bounded so that it ends, and a transaction under the same schedule that ends by itself");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        boolean deadlock = deadlock(out);
        boolean livelock = livelock(out);
        boolean starvation = starvation(out);
        return Text.state(out, "the transactional version always ends", deadlock && livelock && starvation);
    }

    private static boolean deadlock(PrintWriter out) {
        Deadlock.Result locks = Deadlock.withLocks();
        Deadlock.Result stm = Deadlock.withTransactions();
        out.println("Deadlock. Two transfers in opposite directions; both hold their first account:");
        out.println();
        new Columns("version", "transfers made", "of", "total", "how it ended")
                .left(4)
                .row(
                        "a lock each",
                        locks.made(),
                        2,
                        locks.total(),
                        "both gave up after " + Deadlock.PATIENCE_MILLIS + " ms")
                .row("transactions", stm.made(), 2, stm.total(), "one committed, one ran again and committed")
                .print(out);
        return stm.made() == 2 && stm.total() == locks.total();
    }

    private static boolean livelock(PrintWriter out) {
        Livelock.Result polite = Livelock.withoutTransactions();
        Livelock.Result stm = Livelock.withTransactions();
        Text.heading(out, "Livelock. Two polite people in a corridor; both check, then both step aside:");
        new Columns("version", "steps aside", "passed")
                .left(2)
                .row(
                        "check, then step",
                        polite.steps(),
                        polite.passed() ? "yes" : "not in " + Livelock.ROUNDS + " rounds")
                .row("in one transaction", stm.steps(), Text.yes(stm.passed()))
                .print(out);
        return stm.steps() == 1 && stm.passed();
    }

    private static boolean starvation(PrintWriter out) {
        int successes = Starvation.successesOfOptimisticLoop();
        int runs = Starvation.runsOfTransaction();
        int snapshots = Starvation.runsOfSnapshot();
        Text.heading(out, "Starvation. A writer comes in the middle of every try of a long piece of work:");
        new Columns("version", "tries", "how it ended")
                .left(2)
                .row(
                        "optimistic loop",
                        Starvation.TRIES,
                        successes == 0 ? "bounded here, none succeeded" : successes + " succeeded")
                .row(
                        "transaction",
                        runs,
                        "got the ticket after " + STM.ATTEMPTS_BEFORE_TICKET + " losses: the writer waited")
                .row("snapshot", snapshots, "never runs again")
                .print(out);
        return runs == STM.ATTEMPTS_BEFORE_TICKET + 1 && snapshots == 1;
    }
}
