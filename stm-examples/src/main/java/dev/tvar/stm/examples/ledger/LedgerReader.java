package dev.tvar.stm.examples.ledger;

import dev.tvar.stm.examples.ledger.CsvFile.Row;
import dev.tvar.stm.examples.support.CodePoints;
import dev.tvar.stm.examples.support.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads ledgers, lines {@code from,to,amount}, and account files, lines {@code name,balance}; a header is optional.
 * Each is a file, or {@code -} for standard input.
 */
public final class LedgerReader {
    private final CsvFile file;
    private final Map<String, Account> byLook = new LinkedHashMap<>();
    private final List<Long> balances = new ArrayList<>();

    private record Account(int number, String name, long line) {}

    private LedgerReader(Path path) {
        file = new CsvFile(new Source(path), "from", "to", "amount");
    }

    /**
     * Reads a ledger in which every name that appears has the same opening balance.
     *
     * @param path the ledger
     * @param opening the opening balance, at least 0
     * @return the ledger
     * @throws UnusableInput if the file cannot be read, any line is bad, or the balances add up to more than a long holds
     */
    public static Ledger read(Path path, long opening) throws UnusableInput {
        LedgerReader reader = new LedgerReader(path);
        return reader.ledger(opening);
    }

    /**
     * Reads a ledger between the accounts of an accounts file, and no others.
     *
     * @param path the ledger
     * @param accounts the accounts file
     * @return the ledger
     * @throws UnusableInput if a file cannot be read, any line is bad, or the balances add up to more than a long holds
     */
    public static Ledger read(Path path, Path accounts) throws UnusableInput {
        LedgerReader reader = new LedgerReader(path);
        reader.readAccounts(accounts);
        return reader.ledger(null);
    }

    private void readAccounts(Path path) throws UnusableInput {
        CsvFile accounts = new CsvFile(new Source(path), "name", "balance");
        accounts.read(row -> {
            String name = accounts.name(row, 0);
            long balance = accounts.number(row, 1, 0);
            Account known = byLook.get(AccountName.look(name));
            if (known == null) {
                open(name, row.line(), balance);
            } else if (known.name().equals(name)) {
                problemUnlessEmpty(accounts, row, name, "account '%s' appears twice".formatted(name));
            } else {
                accounts.problem(row.line(), looksLike(name, known));
            }
        });
        accounts.throwIfBad();
    }

    private Account open(String name, long line, long balance) {
        Account account = new Account(balances.size(), name, line);
        byLook.put(AccountName.look(name), account);
        balances.add(balance);
        return account;
    }

    private Ledger ledger(@Nullable Long opening) throws UnusableInput {
        List<Ledger.Entry> entries = new ArrayList<>();
        file.read(row -> {
            int from = account(row, 0, opening);
            int to = account(row, 1, opening);
            entries.add(new Ledger.Entry(row.line(), from, to, file.number(row, 2, 1)));
        });
        file.throwIfBad();
        long[] openings = balances.stream().mapToLong(Long::longValue).toArray();
        checkTotal(openings);
        return new Ledger(byLook.values().stream().map(Account::name).toList(), openings, entries);
    }

    /** The number of the account; opens the account if all have the same opening balance. */
    private int account(Row row, int column, @Nullable Long opening) {
        String name = file.name(row, column);
        Account known = byLook.get(AccountName.look(name));
        if (known == null && opening != null) {
            return open(name, row.line(), opening).number();
        }
        if (known != null && known.name().equals(name)) {
            return known.number();
        }
        String unknown = "unknown account '%s'".formatted(Text.visible(name));
        problemUnlessEmpty(file, row, name, known == null ? unknown : looksLike(name, known));
        return -1;
    }

    /** An empty name is a problem already. */
    private static void problemUnlessEmpty(CsvFile file, Row row, String name, String reason) {
        if (!name.isEmpty()) {
            file.problem(row.line(), reason);
        }
    }

    private static String looksLike(String name, Account known) {
        return "account '%s' looks like '%s' (first in line %d), but differs: %s in place of %s"
                .formatted(
                        Text.visible(name),
                        Text.visible(known.name()),
                        known.line(),
                        CodePoints.name(AccountName.difference(name, known.name())),
                        CodePoints.name(AccountName.difference(known.name(), name)));
    }

    /** As no balance is negative and transfers keep the total, no balance can overflow if the total does not. */
    private static void checkTotal(long[] openings) throws UnusableInput {
        long total = 0;
        try {
            for (long opening : openings) {
                total = Math.addExact(total, opening);
            }
        } catch (ArithmeticException e) {
            throw new UnusableInput("the opening balances add up to more than fits in 64 bits");
        }
    }
}
