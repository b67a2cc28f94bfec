package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.ConcurrentUpdateException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Three commits, of which the third must fail. Ann works with a checkout of ann and bob, and commits
 * twice. Bob checked out bob and cid before that, and commits last, with an old version of bob.
 */
final class StoreStory {
    static final long OPENING = 100;
    private static final String[] ALL = {"ann", "bob", "cid"};

    /** The end of the story; the refusal is empty if nothing was refused. */
    record Ending(List<Long> balances, List<Long> versions, String refusal) {
        long total() {
            return balances.stream().mapToLong(Long::longValue).sum();
        }
    }

    private StoreStory() {}

    /** With a plain map: the last writer overwrites every write since its read. */
    static Ending withPlainMap() {
        Map<String, Long> accounts = new TreeMap<>(Map.of("ann", OPENING, "bob", OPENING, "cid", OPENING));
        long bobAsBobKnowsIt = accounts.getOrDefault("bob", 0L);
        long cidAsBobKnowsIt = accounts.getOrDefault("cid", 0L);
        accounts.merge("ann", -30L, Long::sum);
        accounts.merge("bob", 30L, Long::sum);
        accounts.merge("ann", -20L, Long::sum);
        accounts.merge("bob", 20L, Long::sum);
        accounts.put("bob", bobAsBobKnowsIt - 10);
        accounts.put("cid", cidAsBobKnowsIt + 10);
        return new Ending(List.copyOf(accounts.values()), List.of(), "");
    }

    /** With the store: the third commit is refused as a whole. */
    static Ending withStore(PrintWriter out) {
        NamedAccounts accounts = new NamedAccounts(OPENING, ALL);
        Columns table = new Columns("commit", "ann", "bob", "cid", "result").left(4);
        Checkout anns = accounts.checkout("ann", "bob");
        Checkout bobs = accounts.checkout("bob", "cid");
        row(table, "(both have checked out)", accounts, "");
        String refusal = commit(anns, "ann", "bob", 30);
        row(table, "1  Ann: ann -> bob 30", accounts, refusal);
        refusal += commit(anns, "ann", "bob", 20);
        row(table, "2  Ann: ann -> bob 20, same handle", accounts, refusal);
        refusal += commit(bobs, "bob", "cid", 10);
        row(table, "3  Bob: bob -> cid 10", accounts, refusal);
        table.print(out);
        if (!refusal.isEmpty()) {
            out.println("Bob's commit: " + refusal + ".");
        }
        return new Ending(accounts.balances(), accounts.versions(), refusal);
    }

    private static String commit(Checkout checkout, String from, String to, long amount) {
        NamedAccounts.move(checkout, from, to, amount);
        try {
            checkout.commit();
            return "";
        } catch (ConcurrentUpdateException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static void row(Columns table, String commit, NamedAccounts accounts, String refusal) {
        Object[] cells = accounts.cells();
        table.row(commit, cells[0], cells[1], cells[2], refusal.isEmpty() ? "" : "refused");
    }
}
