package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import dev.tvar.stm.store.ConcurrentUpdateException;
import dev.tvar.stm.store.RetryPolicy;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accounts by name in a versioned store: check out, change, commit. A commit based on old versions
 * fails as a whole, and a changeset tries again, as often or as long as its policy allows.
 */
public final class StoreLesson implements Lesson {
    private static final Card CARD = Card.of("A5", "store", "accounts by name, with versions: checkout, set, commit")
            .asks("What happens to a commit that is based on values which others have changed since?")
            .shows("a plain map loses money; the store refuses the commit, names the keys, and keeps nothing of it")
            .threads("threads", 1, 4, 64);

    private static final String[] NAMES = {"ann", "bob", "cid", "dan", "eve"};
    private static final long OPENING = 1_000;
    private static final int TRANSFERS = 20_000;

    /** The end of a changeset that conflicted with another commit. */
    record Tried(int tries, boolean committed) {}

    /** The store after the work of many threads. */
    record Crowd(int transfers, int tries, long total, long versions) {
        /** The opening is one commit of every key, and each transfer is one of two keys. */
        boolean lawHolds() {
            return total == NAMES.length * OPENING && versions == NAMES.length + 2L * transfers;
        }
    }

    /** A transfer while another thread commits to the same account, in each of the first {@code rivals} tries. */
    static Tried transferAgainst(int rivals, RetryPolicy policy) {
        NamedAccounts accounts = new NamedAccounts(OPENING, NAMES);
        AtomicInteger tries = new AtomicInteger();
        try {
            accounts.move(policy, "ann", "bob", 10, tries, attempt -> {
                if (attempt <= rivals) {
                    accounts.move(RetryPolicy.tries(1), "bob", "cid", 1, new AtomicInteger(), first -> {});
                }
            });
            return new Tried(tries.get(), true);
        } catch (ConcurrentUpdateException lostEveryTime) {
            return new Tried(tries.get(), false);
        }
    }

    /** Many threads make random transfers, each of which is tried until it commits. */
    static Crowd crowd(Setup setup, int transfers) {
        NamedAccounts accounts = new NamedAccounts(OPENING, NAMES);
        AtomicInteger tries = new AtomicInteger();
        SplittableRandom[] randoms = setup.randoms(setup.threads());
        Workers.run(setup.threads(), worker -> {
            SplittableRandom random = randoms[worker];
            for (int i = worker; i < transfers; i += setup.threads()) {
                int from = random.nextInt(NAMES.length);
                int to = (from + 1 + random.nextInt(NAMES.length - 1)) % NAMES.length;
                RetryPolicy endless = RetryPolicy.tries(Integer.MAX_VALUE);
                accounts.move(endless, NAMES[from], NAMES[to], random.nextInt(1, 100), tries, attempt -> {});
            }
        });
        return new Crowd(transfers, tries.get(), sum(accounts.balances()), sum(accounts.versions()));
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        out.println("Three accounts of 100. Each cell is a balance and its version.");
        out.println();
        StoreStory.Ending stored = StoreStory.withStore(out);
        StoreStory.Ending plain = StoreStory.withPlainMap();
        out.println(
                Text.format("The same with a plain map: Bob overwrites, and %d of 300 are lost.", 300 - plain.total()));
        boolean nothingOfIt = stored.balances().equals(List.of(50L, 150L, 100L))
                && stored.versions().equals(List.of(3L, 3L, 1L));

        Text.heading(out, "A changeset tries again; another thread commits in between:");
        Columns table = new Columns("policy", "others commit in", "tries", "committed").left(1);
        tried(table, "3 tries", "the first 2 tries", transferAgainst(2, RetryPolicy.tries(3)));
        tried(table, "3 tries", "every try", transferAgainst(Integer.MAX_VALUE, RetryPolicy.tries(3)));
        Duration limit = Duration.ofMillis(20);
        tried(table, "20 ms", "every try", transferAgainst(Integer.MAX_VALUE, RetryPolicy.within(limit)));
        table.print(out);

        Crowd crowd = crowd(setup, TRANSFERS);
        out.println();
        out.println(Text.format(
                "%,d threads: %,d transfers in %,d tries; total %,d of %,d; the versions add up to %,d.",
                setup.threads(),
                crowd.transfers(),
                crowd.tries(),
                crowd.total(),
                NAMES.length * OPENING,
                crowd.versions()));
        return Text.state(
                out,
                "nothing of a failed commit is visible, and versions count commits",
                nothingOfIt && crowd.lawHolds());
    }

    private static void tried(Columns table, String policy, String rivals, Tried tried) {
        table.row(policy, rivals, tried.tries(), tried.committed() ? "yes" : "no");
    }
}
