package dev.tvar.stm.examples.ledger;

import dev.tvar.stm.examples.ledger.CsvFile.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads ledgers, lines {@code from,to,amount}, and account files, lines {@code name,balance}; a header is optional. */
public final class LedgerReader {
    private final CsvFile file;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<Long> balances = new ArrayList<>();

    private LedgerReader(Path path) {
        file = new CsvFile(path, "from", "to", "amount");
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
        CsvFile accounts = new CsvFile(path, "name", "balance");
        for (Row row : accounts.rows()) {
            String name = accounts.name(row, 0);
            long balance = accounts.number(row, 1, 0);
            if (numbers.putIfAbsent(name, balances.size()) == null) {
                balances.add(balance);
            } else if (!name.isEmpty()) {
                accounts.problem(row.line(), "account '%s' is there twice".formatted(name));
            }
        }
        accounts.throwIfBad();
    }

    private Ledger ledger(@Nullable Long opening) throws UnusableInput {
        List<Ledger.Entry> entries = new ArrayList<>();
        for (Row row : file.rows()) {
            int from = account(row, 0, opening);
            int to = account(row, 1, opening);
            entries.add(new Ledger.Entry(row.line(), from, to, file.number(row, 2, 1)));
        }
        file.throwIfBad();
        long[] openings = balances.stream().mapToLong(Long::longValue).toArray();
        checkTotal(openings);
        return new Ledger(List.copyOf(numbers.keySet()), openings, entries);
    }

    /** The number of the account; opens it if there is an opening balance for everybody. */
    private int account(Row row, int column, @Nullable Long opening) {
        String name = file.name(row, column);
        if (opening != null && !numbers.containsKey(name)) {
            numbers.put(name, balances.size());
            balances.add(opening);
        }
        Integer number = numbers.get(name);
        if (number == null && !name.isEmpty()) {
            file.problem(row.line(), "unknown account '%s'".formatted(name));
        }
        return number == null ? -1 : number;
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
