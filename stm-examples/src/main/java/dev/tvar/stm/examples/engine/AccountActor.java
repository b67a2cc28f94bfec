package dev.tvar.stm.examples.engine;

import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** One account: its balance is touched by this actor alone, one message at a time. */
final class AccountActor {
    sealed interface Request permits Withdraw, Deposit, Balance {}

    record Withdraw(long amount, ActorRef<Boolean> replyTo) implements Request {}

    record Deposit(long amount, ActorRef<Done> replyTo) implements Request {}

    record Balance(ActorRef<Long> replyTo) implements Request {}

    private long balance;

    private AccountActor(long opening) {
        balance = opening;
    }

    static Behavior<Request> holding(long opening) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(new AccountActor(opening)::serve));
    }

    private Behavior<Request> serve(Request request) {
        if (request instanceof Withdraw withdraw) {
            boolean funded = balance >= withdraw.amount();
            balance -= funded ? withdraw.amount() : 0;
            withdraw.replyTo().tell(funded);
        } else if (request instanceof Deposit deposit) {
            balance += deposit.amount();
            deposit.replyTo().tell(Done.done());
        } else if (request instanceof Balance query) {
            query.replyTo().tell(balance);
        }
        return Behaviors.same();
    }
}
