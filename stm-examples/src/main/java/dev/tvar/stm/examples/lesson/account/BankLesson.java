package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.examples.engine.Bank;
import dev.tvar.stm.examples.engine.GlobalLockBank;
import dev.tvar.stm.examples.engine.Load;
import dev.tvar.stm.examples.engine.OrderedLocksBank;
import dev.tvar.stm.examples.engine.StmBank;
import dev.tvar.stm.examples.engine.Teller;
import dev.tvar.stm.examples.engine.UnprotectedBank;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Many accounts, many threads, thousands of random transfers: unprotected, and protected in three ways. */
public final class BankLesson implements Lesson {
    private static final Card CARD = Card.of("A6", "bank", "a random bank: unprotected, one lock, ordered locks, STM")
            .asks("Which protection preserves the total through many random transfers?")
            .shows("a drift without protection (unless you are lucky), and none with any protection")
            .threads("threads", 1, 4, 64);

    private static final int ACCOUNTS = 10;
    private static final int TRANSFERS = 500_000;
    private static final long OPENING = 1_000;

    /** The result of one kind of bank. */
    record Result(String protection, int accepted, int refused, long before, long after) {
        boolean conserved() {
            return before == after;
        }
    }

    /** The first result is the unprotected one. */
    static List<Result> play(long seed, int accounts, int threads, int transfers) {
        Load load = Load.random(seed, accounts, transfers);
        long[] opening = new long[accounts];
        Arrays.fill(opening, OPENING);
        List<Result> results = new ArrayList<>();
        results.add(replay("none", new UnprotectedBank(opening), load, threads));
        results.add(replay("one lock", new GlobalLockBank(opening), load, threads));
        results.add(replay("ordered locks", new OrderedLocksBank(opening), load, threads));
        results.add(replay("transactions", new StmBank(opening), load, threads));
        return results;
    }

    private static Result replay(String protection, Bank bank, Load load, int threads) {
        long before = Arrays.stream(bank.balances()).sum();
        AtomicIntegerArray accepted = new AtomicIntegerArray(threads);
        Workers.run(threads, worker -> {
            Teller teller = bank.teller();
            int mine = 0;
            for (int i = worker; i < load.size(); i += threads) {
                mine += load.transfer(i, teller) ? 1 : 0;
            }
            accepted.set(worker, mine);
        });
        int sum = 0;
        for (int i = 0; i < threads; i++) {
            sum += accepted.get(i);
        }
        return new Result(
                protection,
                sum,
                load.size() - sum,
                before,
                Arrays.stream(bank.balances()).sum());
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        List<Result> results = play(setup.seed(), ACCOUNTS, setup.threads(), TRANSFERS);
        out.println(Text.format(
                "%,d random transfers of 1 to 100 between %d accounts of %,d, by %d threads:",
                TRANSFERS, ACCOUNTS, OPENING, setup.threads()));
        out.println();
        Columns table = new Columns("protection", "made", "refused", "total before", "total after", "drift");
        results.forEach(r -> table.row(
                r.protection(),
                r.accepted(),
                r.refused(),
                r.before(),
                r.after(),
                Text.format("%+,d", r.after() - r.before())));
        table.print(out);
        boolean held = results.stream().skip(1).allMatch(Result::conserved);
        return Text.state(out, "every kind of protection conserves the total; without protection it is luck", held);
    }
}
