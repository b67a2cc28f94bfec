package dev.tvar.stm.testing.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random programs for services, from a seed. Their clients make transfers, transfers with keys that they repeat, holds that several
 * clients try to end, reads and audits. Half of the programs are small. {@code BankArbitraries} of {@code stm-tests} makes the same
 * for jqwik, where they shrink.
 */
public final class BankPrograms {
    private static final int MOST_OPENING = 1_000;
    private static final int FEW_ACCOUNTS = 5;
    private static final int FEW_CALLS = 20;

    private final Random random;
    private final int accounts;
    private final List<List<Call>> clients = new ArrayList<>();
    private int keys;
    private int holds;

    private BankPrograms(Random random, int accounts, int clients) {
        this.random = random;
        this.accounts = accounts;
        for (int i = 0; i < clients; i++) {
            this.clients.add(new ArrayList<>());
        }
    }

    /**
     * A random program.
     *
     * @param random decides everything: the same seed gives the same program
     * @param mostAccounts the largest number of accounts, 2 to 200
     * @param mostClients the largest number of clients, 1 to 16
     * @param mostCalls the largest number of calls of all clients together, at least 1
     * @return a program of clients, with at most one auditor
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static BankProgram random(Random random, int mostAccounts, int mostClients, int mostCalls) {
        between("mostAccounts", mostAccounts, BankProgram.MIN_ACCOUNTS, BankProgram.MAX_ACCOUNTS);
        between("mostClients", mostClients, 1, BankProgram.MAX_THREADS);
        between("mostCalls", mostCalls, 1, BankProgram.MAX_SIZE);
        int most = random.nextInt(4) > 0 ? Math.min(mostAccounts, FEW_ACCOUNTS) : mostAccounts;
        int accounts = BankProgram.MIN_ACCOUNTS + random.nextInt(most - BankProgram.MIN_ACCOUNTS + 1);
        BankPrograms program = new BankPrograms(random, accounts, 1 + random.nextInt(mostClients));
        int calls = 1 + random.nextInt(random.nextBoolean() ? Math.min(FEW_CALLS, mostCalls) : mostCalls);
        while (program.size() < calls) {
            program.addCalls();
        }
        List<Long> opening = new ArrayList<>();
        long balance = random.nextInt(MOST_OPENING + 1);
        for (int i = 0; i < accounts; i++) {
            opening.add(balance);
        }
        return new BankProgram(opening, 1, random.nextInt(2), 0, 1, List.of(), program.clients);
    }

    private static void between(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    private int size() {
        return clients.stream().mapToInt(List::size).sum();
    }

    private List<Call> anyClient() {
        return clients.get(random.nextInt(clients.size()));
    }

    private void addCalls() {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> anyClient().add(transfer());
            case 4, 5 -> anyClient().add(new Call.Read(random.nextInt(accounts)));
            case 6 -> anyClient().add(new Call.Audit());
            case 7 -> addTransferAndRead();
            case 8 -> addKey();
            default -> addHold();
        }
    }

    private void addTransferAndRead() {
        List<Call> client = anyClient();
        Transfer transfer = transfer();
        client.add(transfer);
        client.add(new Call.Read(random.nextBoolean() ? transfer.from() : transfer.to()));
    }

    /** The same key two or three times: by one client, as after a lost reply, or by several. */
    private void addKey() {
        Call.Keyed keyed = new Call.Keyed(keys++, transfer());
        List<Call> client = anyClient();
        int times = 2 + random.nextInt(2);
        for (int i = 0; i < times; i++) {
            (random.nextBoolean() ? client : anyClient()).add(keyed);
        }
    }

    /** A hold, and up to three attempts to end it. */
    private void addHold() {
        int hold = holds++;
        anyClient().add(new Call.Hold(hold, transfer()));
        int times = random.nextInt(4);
        for (int i = 0; i < times; i++) {
            anyClient().add(random.nextInt(3) > 0 ? new Call.Capture(hold) : new Call.Release(hold));
        }
    }

    /** Amounts that an account can usually pay; payer and receiver are occasionally the same account. */
    private Transfer transfer() {
        int from = random.nextInt(accounts);
        int to = random.nextInt(20) == 0 ? from : (from + 1 + random.nextInt(accounts - 1)) % accounts;
        return new Transfer(from, to, random.nextInt(random.nextInt(4) == 0 ? 2 * MOST_OPENING : MOST_OPENING / 4));
    }
}
