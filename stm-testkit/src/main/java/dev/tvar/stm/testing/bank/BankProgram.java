package dev.tvar.stm.testing.bank;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The work of one run of the bank; immutable. The transfers are dealt to the tellers in turn: teller 0
 * gets the first, then every {@code tellers}-th one after it. The schedule of the threads is not part
 * of a program.
 *
 * @param opening the opening balances, one per account; none negative, and all together fit in a long
 * @param tellers the number of threads that transfer money, 1 to 16
 * @param snapshotAuditors the number of threads that repeatedly sum all balances in a snapshot while tellers work, 0 to 16
 * @param updateAuditors the number of threads that do the same in a transaction that could write, 0 to 16
 * @param rounds how often each teller works through its transfers, 1 to 1,000; a short list in one
 * round would rarely overlap with another thread
 * @param transfers the transfers of the tellers
 * @param clients further threads, at most 16, each with a list of calls that it makes once, in order; for services only. A
 *     program with clients and no transfers starts no tellers
 */
public record BankProgram(
        List<Long> opening,
        int tellers,
        int snapshotAuditors,
        int updateAuditors,
        int rounds,
        List<Transfer> transfers,
        List<List<Call>> clients) {

    /** The fewest accounts of a bank. */
    public static final int MIN_ACCOUNTS = 2;

    /** The most accounts of a bank. */
    public static final int MAX_ACCOUNTS = 200;

    /** The most transfers of a run: rounds times transfers. */
    public static final int MAX_SIZE = 10_000_000;

    /** The most rounds. */
    public static final int MAX_ROUNDS = 1_000;

    /** The most threads of a kind. */
    public static final int MAX_THREADS = 16;

    /**
     * A program of tellers and auditors, without further clients.
     *
     * @throws IllegalArgumentException as below
     */
    public BankProgram(
            List<Long> opening,
            int tellers,
            int snapshotAuditors,
            int updateAuditors,
            int rounds,
            List<Transfer> transfers) {
        this(opening, tellers, snapshotAuditors, updateAuditors, rounds, transfers, List.of());
    }

    /**
     * A program of clients only.
     *
     * @param opening the opening balances
     * @param clients the calls of each client
     * @return the program
     * @throws IllegalArgumentException as below
     */
    public static BankProgram ofClients(List<Long> opening, List<List<Call>> clients) {
        return new BankProgram(opening, 1, 0, 0, 1, List.of(), clients);
    }

    /**
     * Copies the lists and checks the values.
     *
     * @throws IllegalArgumentException if a value is out of its range, the opening balances do not fit in a long
     *     together, a call names an account that does not exist, two calls place the same hold, or two calls with the same key
     *     differ
     */
    public BankProgram {
        opening = List.copyOf(opening);
        transfers = List.copyOf(transfers);
        clients = clients.stream().map(List::copyOf).toList();
        between("accounts", opening.size(), MIN_ACCOUNTS, MAX_ACCOUNTS);
        between("tellers", tellers, 1, MAX_THREADS);
        between("snapshotAuditors", snapshotAuditors, 0, MAX_THREADS);
        between("updateAuditors", updateAuditors, 0, MAX_THREADS);
        between("rounds", rounds, 1, MAX_ROUNDS);
        if ((long) rounds * transfers.size() > MAX_SIZE) {
            throw new IllegalArgumentException(rounds + " rounds of " + transfers.size() + " transfers are too many");
        }
        between("clients", clients.size(), 0, MAX_THREADS);
        sum(opening);
        for (Transfer transfer : transfers) {
            requireAccounts(transfer, opening.size());
        }
        requireConsistent(clients, opening.size());
    }

    private static void requireConsistent(List<List<Call>> clients, int accounts) {
        Map<Integer, Transfer> keys = new HashMap<>();
        Set<Integer> holds = new HashSet<>();
        for (List<Call> calls : clients) {
            for (Call call : calls) {
                if (call instanceof Transfer transfer) {
                    requireAccounts(transfer, accounts);
                } else if (call instanceof Call.Read read) {
                    requireAccounts(new Transfer(read.account(), read.account(), 0), accounts);
                } else if (call instanceof Call.Keyed keyed) {
                    requireAccounts(keyed.transfer(), accounts);
                    Transfer other = keys.putIfAbsent(keyed.key(), keyed.transfer());
                    if (other != null && !other.equals(keyed.transfer())) {
                        throw new IllegalArgumentException(
                                call + " has the key of another transfer, " + other + ": give it a key of its own");
                    }
                } else if (call instanceof Call.Hold hold) {
                    requireAccounts(hold.transfer(), accounts);
                    if (!holds.add(hold.hold())) {
                        throw new IllegalArgumentException(call + " places a hold twice: give it a number of its own");
                    }
                }
            }
        }
    }

    private static void requireAccounts(Transfer transfer, int accounts) {
        if (Math.max(transfer.from(), transfer.to()) >= accounts) {
            throw new IllegalArgumentException("transfer " + transfer + " in a bank of " + accounts + " accounts");
        }
    }

    /**
     * All money in the bank, which no transfer changes.
     *
     * @return the sum of the opening balances
     */
    public long total() {
        return sum(opening);
    }

    /**
     * The transfers of one teller in one round, in their order.
     *
     * @param teller from 0 to {@code tellers - 1}
     * @return the transfers dealt to it
     */
    public List<Transfer> transfersOf(int teller) {
        List<Transfer> dealt = new ArrayList<>();
        for (int i = teller; i < transfers.size(); i += tellers) {
            dealt.add(transfers.get(i));
        }
        return dealt;
    }

    /**
     * Whether this program has threads for its transfers: not if it has clients and no transfers.
     *
     * @return true if so
     */
    boolean hasTellers() {
        return clients.isEmpty() || !transfers.isEmpty();
    }

    /**
     * The number of transfers that all tellers try in one run.
     *
     * @return rounds times transfers
     */
    public int size() {
        return rounds * transfers.size();
    }

    /** On one line; a long list of transfers is cut after the first ten. */
    @Override
    public String toString() {
        String shown = transfers.size() <= 10
                ? transfers.toString()
                : transfers.subList(0, 10) + " and " + (transfers.size() - 10) + " more";
        return "opening " + opening + ", tellers " + tellers + ", snapshot auditors " + snapshotAuditors
                + ", update auditors " + updateAuditors + ", rounds " + rounds + ", transfers " + shown
                + (clients.isEmpty() ? "" : ", clients " + clients);
    }

    private static void between(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    private static long sum(List<Long> balances) {
        long sum = 0;
        for (long balance : balances) {
            if (balance < 0) {
                throw new IllegalArgumentException("an opening balance must not be negative: " + balance);
            }
            if (Long.MAX_VALUE - sum < balance) {
                throw new IllegalArgumentException("the opening balances do not fit in a long together: " + balances);
            }
            sum += balance;
        }
        return sum;
    }
}
