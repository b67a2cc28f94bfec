package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.shrink.Smaller;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Programs of clients with fewer accounts, clients or calls: what a report becomes shorter by, before its amounts become smaller. */
final class FewerCalls {
    private FewerCalls() {}

    /** The program without the accounts that no call uses, and without one of its calls, for each call. */
    static Stream<BankProgram> of(BankProgram program) {
        return Stream.concat(withoutIdleAccounts(program), withoutOneCall(program));
    }

    static BankProgram withoutIdleClients(BankProgram program) {
        return BankProgram.ofClients(
                program.opening(),
                program.clients().stream().filter(calls -> !calls.isEmpty()).toList());
    }

    private static Stream<BankProgram> withoutOneCall(BankProgram program) {
        List<List<Call>> clients = program.clients();
        return IntStream.range(0, clients.size()).boxed().flatMap(client -> Smaller.withoutOne(clients.get(client))
                .map(fewer -> {
                    List<List<Call>> rest = new ArrayList<>(clients);
                    rest.set(client, fewer);
                    return withoutIdleClients(BankProgram.ofClients(program.opening(), rest));
                }));
    }

    private static Stream<BankProgram> withoutIdleAccounts(BankProgram program) {
        TreeSet<Integer> used = new TreeSet<>();
        program.clients().forEach(calls -> calls.forEach(call -> used.addAll(accounts(call))));
        for (int account = 0; used.size() < BankProgram.MIN_ACCOUNTS; account++) {
            used.add(account);
        }
        if (used.size() == program.opening().size()) {
            return Stream.empty();
        }
        List<Integer> kept = List.copyOf(used);
        return Stream.of(BankProgram.ofClients(
                kept.stream().map(program.opening()::get).toList(),
                program.clients().stream()
                        .map(calls -> calls.stream()
                                .map(call -> renumbered(call, kept))
                                .toList())
                        .toList()));
    }

    private static List<Integer> accounts(Call call) {
        if (call instanceof Transfer transfer) {
            return List.of(transfer.from(), transfer.to());
        } else if (call instanceof Call.Keyed keyed) {
            return accounts(keyed.transfer());
        } else if (call instanceof Call.Hold hold) {
            return accounts(hold.transfer());
        } else if (call instanceof Call.Read read) {
            return List.of(read.account());
        }
        return List.of();
    }

    private static Call renumbered(Call call, List<Integer> kept) {
        if (call instanceof Transfer transfer) {
            return renumbered(transfer, kept);
        } else if (call instanceof Call.Keyed keyed) {
            return new Call.Keyed(keyed.key(), renumbered(keyed.transfer(), kept));
        } else if (call instanceof Call.Hold hold) {
            return new Call.Hold(hold.hold(), renumbered(hold.transfer(), kept));
        } else if (call instanceof Call.Read read) {
            return new Call.Read(kept.indexOf(read.account()));
        }
        return call;
    }

    private static Transfer renumbered(Transfer transfer, List<Integer> kept) {
        return new Transfer(kept.indexOf(transfer.from()), kept.indexOf(transfer.to()), transfer.amount());
    }
}
