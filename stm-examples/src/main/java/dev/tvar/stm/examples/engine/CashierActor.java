package dev.tvar.stm.examples.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * All accounts in one actor: only it accesses them, and it processes one message at a time. If it fails on a message, its
 * supervisor resumes it with its present balances.
 */
final class CashierActor {
    sealed interface Request permits Transfer, TransferWhenFunded, GiveUp, Die, Audit, Balances {}

    record Transfer(int from, int to, long amount, ActorRef<Boolean> replyTo) implements Request {}

    record TransferWhenFunded(Transfer transfer, Object ticket) implements Request {}

    record GiveUp(Object ticket) implements Request {}

    record Die(int from, long amount, ActorRef<Boolean> replyTo) implements Request {}

    record Audit(ActorRef<Long> replyTo) implements Request {}

    record Balances(ActorRef<long[]> replyTo) implements Request {}

    private final Queue<TransferWhenFunded> waiting = new ArrayDeque<>();
    private final long[] balances;
    private final Mail mail;
    private final Mail audits;

    private CashierActor(long[] opening, Mail mail, Mail audits) {
        this.balances = opening;
        this.mail = mail;
        this.audits = audits;
    }

    static Behavior<Request> holding(long[] opening, Mail mail, Mail audits) {
        Behavior<Request> cashier =
                Behaviors.setup(context -> Behaviors.receiveMessage(new CashierActor(opening, mail, audits)::serve));
        return Behaviors.supervise(cashier).onFailure(Death.class, SupervisorStrategy.resume());
    }

    private Behavior<Request> serve(Request request) {
        if (request instanceof Transfer transfer) {
            mail.tell(transfer.replyTo(), move(transfer));
            serveWaiting();
        } else if (request instanceof Audit audit) {
            audits.tell(audit.replyTo(), Cash.sum(balances));
        } else if (request instanceof Balances query) {
            audits.tell(query.replyTo(), balances.clone());
        } else if (request instanceof TransferWhenFunded patient) {
            waiting.add(patient);
            serveWaiting();
        } else if (request instanceof GiveUp giveUp) {
            waiting.removeIf(patient -> dismissed(patient, giveUp));
        } else if (request instanceof Die die) {
            mail.tell(die.replyTo(), balances[die.from()] >= die.amount()); // while the reply target still waits
            Cash.withdrawAndDie(balances, die.from(), die.amount());
        }
        return Behaviors.same();
    }

    private boolean move(Transfer transfer) {
        return Cash.move(balances, transfer.from(), transfer.to(), transfer.amount());
    }

    /** Each transfer that goes through may bring the funds for another. */
    private void serveWaiting() {
        boolean again = !waiting.isEmpty();
        while (again) {
            again = waiting.removeIf(this::served);
        }
    }

    private boolean served(TransferWhenFunded patient) {
        boolean moved = move(patient.transfer());
        if (moved) {
            mail.tell(patient.transfer().replyTo(), true);
        }
        return moved;
    }

    private boolean dismissed(TransferWhenFunded patient, GiveUp giveUp) {
        boolean meant = patient.ticket() == giveUp.ticket();
        if (meant) {
            mail.tell(patient.transfer().replyTo(), false);
        }
        return meant;
    }
}
