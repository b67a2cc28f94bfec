package dev.tvar.stm.examples.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One account: only this actor accesses its balance, one message at a time. Withdrawals that wait for funds are in a list
 * until a deposit comes or they give up.
 */
final class AccountActor {
    sealed interface Request permits Withdraw, WithdrawWhenFunded, GiveUp, Deposit, Balance {}

    record Withdraw(long amount, ActorRef<Boolean> replyTo) implements Request {}

    record WithdrawWhenFunded(long amount, Object ticket, ActorRef<Boolean> replyTo) implements Request {}

    record GiveUp(Object ticket) implements Request {}

    record Deposit(long amount, ActorRef<Done> replyTo) implements Request {}

    record Balance(ActorRef<Long> replyTo) implements Request {}

    private final Queue<WithdrawWhenFunded> waiting = new ArrayDeque<>();
    private long balance;

    private AccountActor(long opening) {
        balance = opening;
    }

    static Behavior<Request> holding(long opening) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(new AccountActor(opening)::serve));
    }

    private Behavior<Request> serve(Request request) {
        if (request instanceof Withdraw withdraw) {
            withdraw.replyTo().tell(withdraw(withdraw.amount()));
        } else if (request instanceof Deposit deposit) {
            balance += deposit.amount();
            deposit.replyTo().tell(Done.done());
            waiting.removeIf(this::served);
        } else if (request instanceof Balance query) {
            query.replyTo().tell(balance);
        } else if (request instanceof WithdrawWhenFunded patient) {
            if (!served(patient)) {
                waiting.add(patient);
            }
        } else if (request instanceof GiveUp giveUp) {
            waiting.removeIf(patient -> dismissed(patient, giveUp));
        }
        return Behaviors.same();
    }

    private boolean withdraw(long amount) {
        boolean funded = balance >= amount;
        balance -= funded ? amount : 0;
        return funded;
    }

    private boolean served(WithdrawWhenFunded patient) {
        boolean funded = withdraw(patient.amount());
        if (funded) {
            patient.replyTo().tell(true);
        }
        return funded;
    }

    private static boolean dismissed(WithdrawWhenFunded patient, GiveUp giveUp) {
        boolean meant = patient.ticket() == giveUp.ticket();
        if (meant) {
            patient.replyTo().tell(false);
        }
        return meant;
    }
}
