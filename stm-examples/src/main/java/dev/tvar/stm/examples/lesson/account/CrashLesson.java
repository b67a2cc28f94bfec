package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.engine.ActorBank;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.concurrent.locks.ReentrantLock;

/** A participant fails between withdrawal and deposit: how much is lost? */
public final class CrashLesson implements Lesson {
    private static final Card CARD = Card.of("A8", "crash", "a participant fails mid-transfer: how much is lost")
            .asks("What remains of a transfer whose thread fails midway?")
            .shows("actors and locks lose the amount; a transaction loses nothing");

    static final long AMOUNT = 30;
    private static final long OPENING = 100;

    /** How much money was lost by each engine. */
    public record Losses(long actors, long locks, long stm) {}

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Death() {
            super("failed between withdrawal and deposit");
        }
    }

    /**
     * Makes a participant fail in the middle of a transfer, once per engine.
     *
     * @return the amounts lost
     */
    public static Losses play() {
        return new Losses(withActors(), withLocks(), withTransactions());
    }

    private static long withActors() {
        try (ActorBank bank = new ActorBank(new long[] {OPENING, OPENING})) {
            long before = bank.audit();
            letDie(() -> {
                bank.withdraw(0, AMOUNT);
                throw new Death(); // bank.deposit(1, AMOUNT) is never reached
            });
            return before - bank.audit();
        }
    }

    private static long withLocks() {
        long[] balances = {OPENING, OPENING};
        ReentrantLock lock = new ReentrantLock();
        letDie(() -> {
            lock.lock();
            try {
                balances[0] -= AMOUNT;
                throw new Death(); // balances[1] += AMOUNT is never reached
            } finally {
                lock.unlock(); // frees the lock, but undoes nothing
            }
        });
        return 2 * OPENING - balances[0] - balances[1];
    }

    private static long withTransactions() {
        TLong from = TLong.named("from", OPENING);
        TLong to = TLong.named("to", OPENING);
        letDie(() -> STM.run(tx -> {
            from.add(tx, -AMOUNT);
            throw new Death(); // to.add(tx, AMOUNT) is never reached
        }));
        return 2 * OPENING - STM.snapshot(tx -> from.get(tx) + to.get(tx));
    }

    private static void letDie(Runnable transfer) {
        try {
            Workers.runTogether(transfer);
        } catch (IllegalStateException failed) {
            if (!(failed.getCause() instanceof Death)) {
                throw failed;
            }
        }
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        Losses losses = play();
        out.println(
                "Two accounts of " + OPENING + "; who transfers " + AMOUNT + " fails between withdrawal and deposit.");
        out.println();
        new Columns("engine", "lost", "why")
                .left(2)
                .row("actors", losses.actors(), "the message 'withdraw' is processed, 'deposit' is never sent")
                .row("locks", losses.locks(), "the lock is released, the half transfer stays")
                .row("stm", losses.stm(), "the exception undoes the whole transaction")
                .print(out);
        return Text.state(out, "a transaction that fails midway leaves nothing behind", losses.stm() == 0);
    }
}
