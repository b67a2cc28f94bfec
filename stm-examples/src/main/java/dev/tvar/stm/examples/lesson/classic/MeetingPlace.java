package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place where two sides swap values. The first side publishes its offer and waits; the second takes it and answers,
 * both in one transaction. An uncommitted offer is invisible to the other side, so the first side takes two
 * transactions.
 *
 * @param <A> what the first side gives
 * @param <B> what the second side gives
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
final class MeetingPlace<A, B> {
    /** A value, and room for the answer. */
    record Offer<A, B>(A value, TVar<@Nullable B> answer) {}

    private final TVar<@Nullable Offer<A, B>> table = TVar.named("table", null);

    /** First side, first transaction: waits until the place is free. */
    Offer<A, B> offer(Txn tx, A value) {
        tx.check(table.get(tx) == null);
        Offer<A, B> offer = new Offer<>(value, TVar.named("answer", null));
        table.set(tx, offer);
        return offer;
    }

    /** First side, second transaction: waits for the answer. */
    B await(Txn tx, Offer<A, B> offer) {
        B answer = offer.answer().get(tx);
        return answer != null ? answer : tx.retry();
    }

    /** First side, instead of waiting: returns the answer if there is one, otherwise withdraws the offer. */
    Optional<B> giveUp(Txn tx, Offer<A, B> offer) {
        B answer = offer.answer().get(tx);
        if (answer == null) {
            table.set(tx, null);
        }
        return Optional.ofNullable(answer);
    }

    /** Second side: waits for an offer, takes it and answers. */
    A answer(Txn tx, B value) {
        Offer<A, B> offer = table.get(tx);
        tx.check(offer != null);
        table.set(tx, null);
        offer.answer().set(tx, value);
        return offer.value();
    }
}
