package dev.tvar.stm.testing.bank;

import java.util.ArrayList;
import java.util.List;

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
 */
public record BankProgram(
        List<Long> opening,
        int tellers,
        int snapshotAuditors,
        int updateAuditors,
        int rounds,
        List<Transfer> transfers) {

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
     * Copies the lists and checks the values.
     *
     * @throws IllegalArgumentException if a value is out of its range, the opening balances do not fit in a long
     *     together, or a transfer names an account that does not exist
     */
    public BankProgram {
        opening = List.copyOf(opening);
        transfers = List.copyOf(transfers);
        between("accounts", opening.size(), MIN_ACCOUNTS, MAX_ACCOUNTS);
        between("tellers", tellers, 1, MAX_THREADS);
        between("snapshotAuditors", snapshotAuditors, 0, MAX_THREADS);
        between("updateAuditors", updateAuditors, 0, MAX_THREADS);
        between("rounds", rounds, 1, MAX_ROUNDS);
        if ((long) rounds * transfers.size() > MAX_SIZE) {
            throw new IllegalArgumentException(rounds + " rounds of " + transfers.size() + " transfers are too many");
        }
        sum(opening);
        for (Transfer transfer : transfers) {
            if (Math.max(transfer.from(), transfer.to()) >= opening.size()) {
                throw new IllegalArgumentException(
                        "transfer " + transfer + " in a bank of " + opening.size() + " accounts");
            }
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
                + ", update auditors " + updateAuditors + ", rounds " + rounds + ", transfers " + shown;
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
