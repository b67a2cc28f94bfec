package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.shrink.Smaller;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The calls of clients, changed: for shrinking. */
final class Clients {
    private Clients() {}

    /** The transfers of all calls that have one. */
    static Stream<Transfer> transfers(List<List<Call>> clients) {
        return clients.stream().flatMap(List::stream).flatMap(Clients::transfer);
    }

    private static Stream<Transfer> transfer(Call call) {
        if (call instanceof Transfer transfer) {
            return Stream.of(transfer);
        }
        if (call instanceof Call.Keyed keyed) {
            return Stream.of(keyed.transfer());
        }
        return call instanceof Call.Hold hold ? Stream.of(hold.transfer()) : Stream.empty();
    }

    /** How far the calls are from plain ones: keys and holds count more than transfers, high account numbers more than low ones. */
    static long complexity(List<List<Call>> clients) {
        return clients.stream()
                .flatMap(List::stream)
                .mapToLong(call -> call instanceof Call.Read read
                        ? read.account()
                        : call instanceof Call.Keyed keyed ? 1 + keyed.key() : call instanceof Transfer ? 0 : 1)
                .sum();
    }

    // ---- with each call changed

    static List<List<Call>> withAccounts(List<List<Call>> clients, IntUnaryOperator account) {
        return each(
                clients,
                call -> call instanceof Call.Read read
                        ? new Call.Read(account.applyAsInt(read.account()))
                        : with(
                                call,
                                t -> new Transfer(
                                        account.applyAsInt(t.from()), account.applyAsInt(t.to()), t.amount())));
    }

    static List<List<Call>> withTransfers(List<List<Call>> clients, UnaryOperator<Transfer> transfer) {
        return each(clients, call -> with(call, transfer));
    }

    private static List<List<Call>> each(List<List<Call>> clients, UnaryOperator<Call> change) {
        return clients.stream()
                .map(calls -> calls.stream().map(change).toList())
                .toList();
    }

    private static Call with(Call call, UnaryOperator<Transfer> change) {
        if (call instanceof Transfer transfer) {
            return change.apply(transfer);
        }
        if (call instanceof Call.Keyed keyed) {
            return new Call.Keyed(keyed.key(), change.apply(keyed.transfer()));
        }
        return call instanceof Call.Hold hold ? new Call.Hold(hold.hold(), change.apply(hold.transfer())) : call;
    }

    // ---- smaller

    /** Fewer clients; then fewer calls of one, half of them first; then simpler calls. */
    static Stream<List<List<Call>>> smaller(List<List<Call>> clients, Function<Transfer, Stream<Transfer>> simpler) {
        return Stream.of(
                        Smaller.withoutOne(clients),
                        Smaller.withOneReplaced(clients, Clients::fewer),
                        withoutKey(clients),
                        withSimplerReads(clients),
                        withSimplerTransfers(clients, simpler))
                .flatMap(each -> each);
    }

    private static Stream<List<Call>> fewer(List<Call> calls) {
        return IntStream.iterate(2, parts -> parts < 2 * calls.size(), parts -> parts * 2)
                .boxed()
                .flatMap(parts -> Smaller.withoutPart(calls, Math.min(parts, calls.size())));
    }

    private static Stream<List<List<Call>>> withoutKey(List<List<Call>> clients) {
        return Smaller.withOneReplaced(
                clients,
                calls -> Smaller.withOneReplaced(
                        calls,
                        call -> call instanceof Call.Keyed keyed ? Stream.of(keyed.transfer()) : Stream.empty()));
    }

    private static Stream<List<List<Call>>> withSimplerReads(List<List<Call>> clients) {
        return Smaller.withOneReplaced(
                clients,
                calls -> Smaller.withOneReplaced(
                        calls,
                        call -> call instanceof Call.Read read
                                ? Smaller.numbers(read.account(), 0).mapToObj(account -> new Call.Read((int) account))
                                : Stream.empty()));
    }

    /** Equal transfers are changed together, since calls with the same key must have equal ones. */
    private static Stream<List<List<Call>>> withSimplerTransfers(
            List<List<Call>> clients, Function<Transfer, Stream<Transfer>> simpler) {
        List<Transfer> distinct = new ArrayList<>(transfers(clients).distinct().toList());
        return distinct.stream().flatMap(old -> simpler.apply(old)
                .map(replacement -> withTransfers(clients, t -> t.equals(old) ? replacement : t)));
    }
}
