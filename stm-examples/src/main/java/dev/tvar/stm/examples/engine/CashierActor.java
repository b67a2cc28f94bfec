package dev.tvar.stm.examples.engine;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** All accounts in one actor: nobody else touches them, and it serves one message at a time. */
final class CashierActor {
    sealed interface Request permits Transfer, Audit, Balances {}

    record Transfer(int from, int to, long amount, ActorRef<Boolean> replyTo) implements Request {}

    record Audit(ActorRef<Long> replyTo) implements Request {}

    record Balances(ActorRef<long[]> replyTo) implements Request {}

    private final long[] balances;

    private CashierActor(long[] opening) {
        balances = opening;
    }

    static Behavior<Request> holding(long[] opening) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(new CashierActor(opening)::serve));
    }

    private Behavior<Request> serve(Request request) {
        if (request instanceof Transfer transfer) {
            transfer.replyTo().tell(Cash.move(balances, transfer.from(), transfer.to(), transfer.amount()));
        } else if (request instanceof Audit audit) {
            audit.replyTo().tell(Cash.sum(balances));
        } else if (request instanceof Balances query) {
            query.replyTo().tell(balances.clone());
        }
        return Behaviors.same();
    }
}
