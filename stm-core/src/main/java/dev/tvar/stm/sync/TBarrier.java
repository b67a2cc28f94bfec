package dev.tvar.stm.sync;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnException;
import dev.tvar.stm.TxnExecutor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cyclic barrier, at which a fixed number of parties wait for each other: the last to arrive releases all.
 *
 * <p>An arrival must be visible to the other parties before it can release them, so arriving and waiting are two
 * transactions: {@link #arrive} in one, {@link Arrival#await} in another. {@link #await()} does both.
 *
 * <p><b>Conflicts.</b> Arrivals do not conflict with each other, except for the last of a round. All methods may be called
 * by any thread.
 */
public final class TBarrier {
    /** One arrival of one party, good for the round in which it was made. */
    public static final class Arrival {
        private final TBarrier barrier;

        /** The number of parties that the round still waits for; 0 means that the round is over. */
        private final TLong missing;

        private Arrival(TBarrier barrier, TLong missing) {
            this.barrier = barrier;
            this.missing = missing;
        }

        /**
         * Waits until all parties of the round have arrived. The arrival must have been committed before.
         *
         * @param tx the caller's transaction
         */
        public void await(Txn tx) {
            tx.check(tryAwait(tx));
        }

        /**
         * Whether all parties of the round have arrived. Never waits.
         *
         * @param tx the caller's transaction
         * @return true if {@link #await} would not wait
         */
        public boolean tryAwait(Txn tx) {
            return !missing.isAtLeast(tx, 1);
        }

        /**
         * Takes the arrival back, unless the round is over. Never waits. Call it once for an arrival.
         *
         * @param tx the caller's transaction
         * @return false if the round is over: all parties were released, and nothing is changed
         * @throws IllegalStateException if more arrivals of the round are taken back than were made
         */
        public boolean withdraw(Txn tx) {
            if (tryAwait(tx)) {
                return false;
            }
            if (missing.isAtLeast(tx, barrier.parties)) {
                throw new IllegalStateException("this arrival has been taken back before");
            }
            missing.add(tx, 1);
            return true;
        }
    }

    /** The given name, or null. */
    private final @Nullable String name;

    private final long parties;

    /** The number of parties that the present round still waits for, at least 1. */
    private final TVar<TLong> round;

    private TBarrier(@Nullable String name, long parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("a barrier needs at least 1 party, not " + parties);
        }
        this.name = name;
        this.parties = parties;
        round = TVar.named(name == null ? "TBarrier.round" : name + ".round", newRound());
    }

    private TLong newRound() {
        return TLong.named(name == null ? "TBarrier.missing" : name + ".missing", parties);
    }

    /**
     * A new barrier.
     *
     * @param parties how many must arrive to be released, at least 1
     * @return the barrier
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static TBarrier of(long parties) {
        return new TBarrier(null, parties);
    }

    /**
     * A new barrier with a name, which error messages and {@link #toString} show.
     *
     * @param name its name; need not be unique
     * @param parties how many must arrive to be released, at least 1
     * @return the barrier
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static TBarrier named(String name, long parties) {
        return new TBarrier(Objects.requireNonNull(name, "name"), parties);
    }

    /**
     * Arrives, and does not wait. The last arrival of a round releases all parties and begins the next round.
     *
     * @param tx the caller's transaction
     * @return the arrival, to be awaited in another transaction
     */
    public Arrival arrive(Txn tx) {
        TLong missing = round.get(tx);
        if (!missing.isAtLeast(tx, 2)) {
            round.set(tx, newRound());
        }
        missing.add(tx, -1);
        return new Arrival(this, missing);
    }

    /**
     * Arrives, and waits until all have arrived. Call it outside any transaction. Inside a transaction of this thread no
     * other party could see the arrival: there it waits until it would be the last of the round, and then arrives.
     *
     * @throws dev.tvar.stm.TxnInterruptedException as {@link #await(TxnExecutor)}
     */
    public void await() {
        await(Line.UNLIMITED);
    }

    /**
     * As {@link #await()}, with the limits of {@code executor}. If the wait ends by a limit or an interrupt before the round
     * is over, the arrival is taken back: the other parties still wait for as many as before. If the round is over by then,
     * the arrival has counted, so this returns normally; an interrupt flag stays set. So either all parties of a round
     * pass, or none does.
     *
     * @param executor how to run the transactions; a time limit holds for each of the two. Inside a transaction of this thread
     *     the limits of the outermost transaction apply, and {@code executor} sets none
     * @throws dev.tvar.stm.TxnTimeoutException if the time limit passed; the arrival does not count
     * @throws dev.tvar.stm.TooManyAttemptsException if the limit of attempts is used up; the arrival does not count
     * @throws dev.tvar.stm.TxnInterruptedException if the thread is interrupted while it waits; its flag is set, and the
     *     arrival does not count
     */
    public void await(TxnExecutor executor) {
        if (Line.isInsideTransaction()) {
            executor.run(tx -> arrive(tx).await(tx));
            return;
        }
        Arrival arrival = executor.atomically(this::arrive);
        try {
            executor.run(arrival::await);
        } catch (Throwable e) {
            if (takeBack(arrival) || !(e instanceof TxnException)) {
                throw e;
            }
        }
    }

    /** Takes the arrival back; returns whether it no longer counts. */
    private static boolean takeBack(Arrival arrival) {
        boolean[] takenBack = {false};
        Line.runToTheEnd(tx -> takenBack[0] = arrival.withdraw(tx));
        return takenBack[0];
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
