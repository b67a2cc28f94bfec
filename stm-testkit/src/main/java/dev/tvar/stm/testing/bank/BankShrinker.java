package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.shrink.Cuts;
import dev.tvar.stm.testing.shrink.Smaller;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Makes bank programs and transfers smaller. */
final class BankShrinker {
    static final Cuts<Transfer> TRANSFERS = new Cuts<>(BankShrinker::sizeOf, List.of(BankShrinker::simpler));
    static final Cuts<BankProgram> PROGRAMS = new Cuts<>(BankShrinker::sizeOf, cuts());

    /** Lists with more transfers are shortened before their transfers are simplified one by one. */
    private static final int FEW_TRANSFERS = 5;

    private BankShrinker() {}

    /**
     * Fewer rounds and threads first, which save the most time; then less money and fewer accounts, so that the
     * transfers that are left are more likely to show the fault; then fewer transfers, and simpler ones.
     */
    private static List<Function<BankProgram, Stream<BankProgram>>> cuts() {
        List<Function<BankProgram, Stream<BankProgram>>> cuts = new ArrayList<>();
        cuts.add(number(BankProgram::rounds, 1, BankShrinker::withRounds));
        cuts.add(number(BankProgram::snapshotAuditors, 0, BankShrinker::withSnapshotAuditors));
        cuts.add(number(BankProgram::updateAuditors, 0, BankShrinker::withUpdateAuditors));
        cuts.add(number(BankProgram::tellers, 1, BankShrinker::withTellers));
        cuts.add(number(bank -> bank.opening().size(), BankProgram.MIN_ACCOUNTS, BankShrinker::withAccounts));
        cuts.add(bank -> Smaller.numbers(largestOpening(bank), 0).mapToObj(most -> withOpeningUpTo(bank, most)));
        for (int parts = 1; parts <= BankProgram.MAX_SIZE; parts *= 2) {
            int count = parts;
            cuts.add(bank -> Smaller.withoutPart(bank.transfers(), count).map(fewer -> with(bank, fewer)));
        }
        cuts.add(bank -> Smaller.numbers(largestAmount(bank), 0)
                .mapToObj(most -> withAmounts(bank, amount -> Math.min(amount, most))));
        cuts.add(bank -> largestOpening(bank) == 0 ? Stream.empty() : Stream.of(withHalfTheMoney(bank)));
        cuts.add(BankShrinker::withLessOfClients);
        cuts.add(BankShrinker::withAccountsSwapped);
        cuts.add(bank -> bank.transfers().size() > FEW_TRANSFERS
                ? Stream.empty()
                : Smaller.withOneReplaced(bank.transfers(), BankShrinker::simpler)
                        .map(simpler -> with(bank, simpler)));
        return cuts;
    }

    private static Function<BankProgram, Stream<BankProgram>> number(
            Function<BankProgram, Integer> present, int least, BiFunction<BankProgram, Integer, BankProgram> with) {
        return bank -> Smaller.numbers(present.apply(bank), least).mapToObj(smaller -> with.apply(bank, (int) smaller));
    }

    private static Stream<Transfer> simpler(Transfer transfer) {
        return Stream.of(
                        Smaller.numbers(transfer.from(), 0)
                                .mapToObj(from -> new Transfer((int) from, transfer.to(), transfer.amount())),
                        Smaller.numbers(transfer.to(), 0)
                                .mapToObj(to -> new Transfer(transfer.from(), (int) to, transfer.amount())),
                        Smaller.numbers(transfer.amount(), 0)
                                .mapToObj(amount -> new Transfer(transfer.from(), transfer.to(), amount)))
                .flatMap(simpler -> simpler);
    }

    // ---- one component replaced

    private static BankProgram withRounds(BankProgram bank, int rounds) {
        return new BankProgram(
                bank.opening(),
                bank.tellers(),
                bank.snapshotAuditors(),
                bank.updateAuditors(),
                rounds,
                bank.transfers(),
                bank.clients());
    }

    private static BankProgram withSnapshotAuditors(BankProgram bank, int auditors) {
        return new BankProgram(
                bank.opening(),
                bank.tellers(),
                auditors,
                bank.updateAuditors(),
                bank.rounds(),
                bank.transfers(),
                bank.clients());
    }

    private static BankProgram withUpdateAuditors(BankProgram bank, int auditors) {
        return new BankProgram(
                bank.opening(),
                bank.tellers(),
                bank.snapshotAuditors(),
                auditors,
                bank.rounds(),
                bank.transfers(),
                bank.clients());
    }

    private static BankProgram withTellers(BankProgram bank, int tellers) {
        return new BankProgram(
                bank.opening(),
                tellers,
                bank.snapshotAuditors(),
                bank.updateAuditors(),
                bank.rounds(),
                bank.transfers(),
                bank.clients());
    }

    private static BankProgram with(BankProgram bank, List<Transfer> transfers) {
        return with(bank, bank.opening(), transfers);
    }

    /** With the first accounts only; they take over the transfers of the others. */
    private static BankProgram withAccounts(BankProgram bank, int accounts) {
        return with(
                bank,
                bank.opening().subList(0, accounts),
                folded(bank.transfers(), accounts),
                Clients.withAccounts(bank.clients(), account -> account % accounts));
    }

    static List<Transfer> folded(List<Transfer> transfers, int accounts) {
        return transfers.stream()
                .map(t -> new Transfer(t.from() % accounts, t.to() % accounts, t.amount()))
                .toList();
    }

    /** With an account exchanged with the one before it, where that one is used less. */
    private static Stream<BankProgram> withAccountsSwapped(BankProgram bank) {
        return IntStream.range(1, bank.opening().size())
                .filter(account -> uses(bank, account) > uses(bank, account - 1))
                .mapToObj(account -> {
                    List<Long> opening = new ArrayList<>(bank.opening());
                    Collections.swap(opening, account, account - 1);
                    IntUnaryOperator swap = a -> a == account ? a - 1 : a == account - 1 ? account : a;
                    List<Transfer> swapped = bank.transfers().stream()
                            .map(t -> new Transfer(swap.applyAsInt(t.from()), swap.applyAsInt(t.to()), t.amount()))
                            .toList();
                    return with(bank, opening, swapped, Clients.withAccounts(bank.clients(), swap));
                });
    }

    private static long uses(BankProgram bank, int account) {
        return all(bank)
                .mapToLong(t -> (t.from() == account ? 1 : 0) + (t.to() == account ? 1 : 0))
                .sum();
    }

    /** Balances and amounts together, so that an account can pay the same transfers as before. */
    private static BankProgram withHalfTheMoney(BankProgram bank) {
        List<Long> opening = bank.opening().stream().map(balance -> balance / 2).toList();
        return withAmounts(with(bank, opening, bank.transfers()), amount -> amount / 2);
    }

    private static BankProgram withOpeningUpTo(BankProgram bank, long most) {
        return with(
                bank,
                bank.opening().stream().map(balance -> Math.min(balance, most)).toList(),
                bank.transfers());
    }

    private static BankProgram withAmounts(BankProgram bank, LongUnaryOperator amounts) {
        UnaryOperator<Transfer> limited = t -> new Transfer(t.from(), t.to(), amounts.applyAsLong(t.amount()));
        return with(
                bank,
                bank.opening(),
                bank.transfers().stream().map(limited).toList(),
                Clients.withTransfers(bank.clients(), limited));
    }

    private static BankProgram with(BankProgram bank, List<Long> opening, List<Transfer> transfers) {
        return with(bank, opening, transfers, bank.clients());
    }

    private static BankProgram with(
            BankProgram bank, List<Long> opening, List<Transfer> transfers, List<List<Call>> clients) {
        return new BankProgram(
                opening,
                bank.tellers(),
                bank.snapshotAuditors(),
                bank.updateAuditors(),
                bank.rounds(),
                transfers,
                clients);
    }

    /** With fewer clients, fewer calls of one of them, or simpler calls. */
    private static Stream<BankProgram> withLessOfClients(BankProgram bank) {
        return Clients.smaller(bank.clients(), BankShrinker::simpler)
                .map(clients -> with(bank, bank.opening(), bank.transfers(), clients));
    }

    /** The transfers of tellers and clients. */
    private static Stream<Transfer> all(BankProgram bank) {
        return Stream.concat(bank.transfers().stream(), Clients.transfers(bank.clients()));
    }

    // ---- sizes

    private static long largestOpening(BankProgram bank) {
        return bank.opening().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static long largestAmount(BankProgram bank) {
        return amounts(bank).max().orElse(0);
    }

    private static LongStream amounts(BankProgram bank) {
        return all(bank).mapToLong(Transfer::amount);
    }

    private static long[] sizeOf(BankProgram bank) {
        return new long[] {
            bank.tellers()
                    + bank.snapshotAuditors()
                    + bank.updateAuditors()
                    + bank.clients().size(),
            bank.rounds(),
            bank.transfers().size()
                    + bank.clients().stream().mapToLong(List::size).sum(),
            bank.opening().size(),
            bank.opening().stream().mapToLong(Smaller::high).sum(),
            bank.opening().stream().mapToLong(Smaller::low).sum(),
            all(bank).mapToLong(t -> t.from() + t.to()).sum() + Clients.complexity(bank.clients()),
            amounts(bank).map(Smaller::high).sum(),
            amounts(bank).map(Smaller::low).sum()
        };
    }

    private static long[] sizeOf(Transfer transfer) {
        return new long[] {
            transfer.from(), transfer.to(), Smaller.high(transfer.amount()), Smaller.low(transfer.amount())
        };
    }
}
