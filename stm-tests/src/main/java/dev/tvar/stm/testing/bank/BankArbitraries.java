package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.shrink.Shrinker;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Random bank programs for jqwik. Call the static methods from your own {@code @Provide} methods, or put
 * {@code @Domain(BankArbitraries.class)} on a property that takes a {@link BankProgram} or a {@link Transfer}.
 *
 * <p>All cases shrink: to two accounts, one teller, no auditor, few transfers, and small amounts. A
 * smaller program runs repeatedly before it counts as passing, since whether it fails may depend on
 * the interleaving of its threads.
 */
public final class BankArbitraries extends DomainContextBase {
    /** The opening balance of each account, unless it is shrunk. */
    private static final long MOST_OPENING = 1_000;

    /** The largest number of transfers of a program of the domain. */
    private static final int MOST_TRANSFERS = 2_000;

    /** The largest number of rounds of a program of the domain. */
    private static final int MOST_ROUNDS = 10;

    /** For jqwik. */
    public BankArbitraries() {}

    /**
     * Programs of at most 2,000 transfers in up to 10 rounds.
     *
     * @return what the domain provides for {@link BankProgram}
     */
    @Provide
    public Arbitrary<BankProgram> program() {
        return programs(MOST_TRANSFERS, MOST_ROUNDS);
    }

    /**
     * Transfers between any of 200 accounts.
     *
     * @return what the domain provides for {@link Transfer}
     */
    @Provide
    public Arbitrary<Transfer> transfer() {
        return transfers(BankProgram.MAX_ACCOUNTS);
    }

    /**
     * Numbers of accounts, small ones more often, since few accounts cause conflicts.
     *
     * @return 2 to 200
     */
    public static Arbitrary<Integer> accounts() {
        return accounts(BankProgram.MAX_ACCOUNTS);
    }

    /**
     * As {@link #accounts()}, up to a number.
     *
     * @param most the largest number of accounts, at least 2
     * @return 2 to {@code most}
     */
    public static Arbitrary<Integer> accounts(int most) {
        int few = Math.min(most, 5);
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(BankProgram.MIN_ACCOUNTS, few)),
                Tuple.of(1, Arbitraries.integers().between(BankProgram.MIN_ACCOUNTS, most)));
    }

    /**
     * Numbers of tellers.
     *
     * @return 1 to 16
     */
    public static Arbitrary<Integer> tellers() {
        return tellers(BankProgram.MAX_THREADS);
    }

    /**
     * As {@link #tellers()}, up to a number.
     *
     * @param most the largest number of tellers, at least 1
     * @return 1 to {@code most}
     */
    public static Arbitrary<Integer> tellers(int most) {
        return Arbitraries.integers().between(1, most);
    }

    /**
     * Numbers of auditors of one kind.
     *
     * @return 0 to 2
     */
    public static Arbitrary<Integer> auditors() {
        return Arbitraries.integers().between(0, 2);
    }

    /**
     * Amounts: usually such that an account can pay them, sometimes zero, more than any account has, or {@code
     * Long.MAX_VALUE}.
     *
     * @return zero or more
     */
    public static Arbitrary<Long> amounts() {
        return Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.longs().between(0, MOST_OPENING / 10)),
                Tuple.of(3, Arbitraries.longs().between(0, 2 * MOST_OPENING)),
                Tuple.of(1, Arbitraries.of(0L, Long.MAX_VALUE)));
    }

    /**
     * Transfers in a bank of a given size; payer and receiver are occasionally the same account.
     *
     * @param accounts how many accounts the bank has
     * @return transfers between two of them
     */
    public static Arbitrary<Transfer> transfers(int accounts) {
        Arbitrary<Integer> account =
                Arbitraries.integers().between(0, accounts - 1).withoutEdgeCases();
        return new Shrinker<>(BankShrinker.TRANSFERS)
                .over(Combinators.combine(account, account, amounts().withoutEdgeCases())
                        .as(Transfer::new));
    }

    /**
     * Whole programs. All accounts open with the same balance. The transfers are made for a bank of 200 and folded into
     * the size of this one.
     *
     * @param mostTransfers how many transfers at most
     * @param mostRounds how many rounds at most
     * @return programs
     */
    public static Arbitrary<BankProgram> programs(int mostTransfers, int mostRounds) {
        return programs(BankProgram.MAX_ACCOUNTS, BankProgram.MAX_THREADS, mostTransfers, mostRounds);
    }

    /**
     * Whole programs of a limited size.
     *
     * @param mostAccounts how many accounts at most, 2 to 200
     * @param mostTellers how many tellers at most, 1 to 16
     * @param mostTransfers how many transfers at most
     * @param mostRounds how many rounds at most
     * @return programs
     */
    public static Arbitrary<BankProgram> programs(
            int mostAccounts, int mostTellers, int mostTransfers, int mostRounds) {
        Arbitrary<List<Transfer>> transfers = transfers(BankProgram.MAX_ACCOUNTS)
                .list()
                .ofMaxSize(mostTransfers)
                .withSizeDistribution(RandomDistribution.uniform())
                .withoutEdgeCases();
        Arbitrary<Long> opening =
                Arbitraries.longs().between(0, MOST_OPENING).withDistribution(RandomDistribution.uniform());
        Arbitrary<Integer> rounds =
                Arbitraries.integers().between(1, mostRounds).withDistribution(RandomDistribution.uniform());
        return new Shrinker<>(BankShrinker.PROGRAMS)
                .over(Combinators.combine(
                                accounts(mostAccounts),
                                opening,
                                tellers(mostTellers),
                                auditors(),
                                auditors(),
                                rounds,
                                transfers)
                        .as(BankArbitraries::folded));
    }

    /**
     * Programs for services: clients that make transfers, with and without keys, holds, reads and audits.
     *
     * @param mostAccounts how many accounts at most, 2 to 200
     * @param mostClients how many clients at most, 1 to 16
     * @param mostCalls how many calls at most, all clients together
     * @return programs
     */
    public static Arbitrary<BankProgram> services(int mostAccounts, int mostClients, int mostCalls) {
        return new Shrinker<>(BankShrinker.PROGRAMS)
                .over(Arbitraries.randomValue(
                        random -> BankPrograms.random(random, mostAccounts, mostClients, mostCalls)));
    }

    private static BankProgram folded(
            int accounts, long opening, int tellers, int snapshots, int updates, int rounds, List<Transfer> transfers) {
        return new BankProgram(
                Collections.nCopies(accounts, opening),
                tellers,
                snapshots,
                updates,
                rounds,
                BankShrinker.folded(transfers, accounts));
    }
}
