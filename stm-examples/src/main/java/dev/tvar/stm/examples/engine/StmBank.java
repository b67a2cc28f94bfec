package dev.tvar.stm.examples.engine;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** A {@link TLong} per account, a transaction per transfer. Audits are exact. */
public final class StmBank implements Contender {
    private static final TxnExecutor TRANSFER = named("transfer");
    private static final TxnExecutor PATIENT_TRANSFER = named("patient transfer");
    private static final TxnExecutor AUDIT = named("audit that writes");

    /** The changes of one transfer. */
    @FunctionalInterface
    public interface Move {
        /**
         * Moves money.
         *
         * @param tx the transaction
         * @param from the account to take from
         * @param to the account to give to
         * @param amount how much, more than 0
         * @return false if {@code from} held less than {@code amount}; then nothing is changed
         */
        boolean make(Txn tx, TLong from, TLong to, long amount);
    }

    private final TLong[] accounts;
    private final Move move;
    private final TLong lastAudit = TLong.named("last audit", 0);
    private final long abortsBefore = STM.diagnostics().aborts();

    /**
     * Opens the accounts. A transfer calls isAtLeast and add: it conflicts with others only if they move a
     * balance across the amount.
     *
     * @param opening the opening balance of each
     */
    public StmBank(long[] opening) {
        this(opening, StmBank::askAndAdd);
    }

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     * @param move the transfer without waiting
     */
    public StmBank(long[] opening, Move move) {
        this.move = move;
        accounts = IntStream.range(0, opening.length)
                .mapToObj(i -> TLong.named("account " + i, opening[i]))
                .toArray(TLong[]::new);
    }

    /**
     * The usual transfer.
     *
     * @param tx the transaction
     * @param from the account to take from
     * @param to the account to give to
     * @param amount how much, more than 0
     * @return false if {@code from} held less than {@code amount}; then nothing is changed
     */
    public static boolean askAndAdd(Txn tx, TLong from, TLong to, long amount) {
        boolean enough = from.isAtLeast(tx, amount);
        if (enough) {
            from.add(tx, -amount);
            to.add(tx, amount);
        }
        return enough;
    }

    private static TxnExecutor named(String name) {
        return STM.with(TxnOptions.defaults().withName(name));
    }

    @Override
    public Clerk teller() {
        return new StmClerk();
    }

    /** By snapshot, which never aborts and blocks no transfer. */
    @Override
    public long audit() {
        return STM.snapshot(this::sum);
    }

    /** By a transaction that reads all accounts and writes one variable. */
    @Override
    public long auditAndNote() {
        return AUDIT.atomically(tx -> {
            long total = sum(tx);
            lastAudit.set(tx, total);
            return total;
        });
    }

    private long sum(ReadTxn tx) {
        long total = 0;
        for (TLong account : accounts) {
            total += account.get(tx);
        }
        return total;
    }

    @Override
    public long[] balances() {
        return STM.snapshot(
                tx -> Arrays.stream(accounts).mapToLong(a -> a.get(tx)).toArray());
    }

    /** The library counts them for all transactions of the process, so one bank at a time should be at work. */
    @Override
    public OptionalLong aborts() {
        return OptionalLong.of(Math.max(0, STM.diagnostics().aborts() - abortsBefore));
    }

    private final class StmClerk implements Clerk {
        @Override
        public boolean transfer(int from, int to, long amount) {
            TLong payer = accounts[from];
            TLong payee = accounts[to];
            return TRANSFER.atomically(tx -> move.make(tx, payer, payee, amount));
        }

        @Override
        public boolean transferWhenFunded(int from, int to, long amount, Duration patience) {
            return PATIENT_TRANSFER.atomically(tx -> {
                if (!askAndAdd(tx, accounts[from], accounts[to], amount)) {
                    tx.retryFor(patience);
                    return false;
                }
                return true;
            });
        }

        /** The exception undoes the whole transaction. */
        @Override
        public boolean dieHalfWay(int from, int to, long amount) {
            try {
                return TRANSFER.<Boolean, Death>atomically(tx -> {
                    if (!accounts[from].isAtLeast(tx, amount)) {
                        return false;
                    }
                    accounts[from].add(tx, -amount);
                    throw Death.DEATH;
                });
            } catch (Death death) {
                return true;
            }
        }
    }
}
