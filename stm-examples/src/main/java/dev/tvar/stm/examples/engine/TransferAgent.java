package dev.tvar.stm.examples.engine;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** Coordinates the transfers of one customer, one at a time: reserves, credits, confirms. It keeps nothing for recovery. */
final class TransferAgent {
    sealed interface Request permits Start, GiveUp, Answer {}

    /** Begins a transfer; {@code doomed} if the agent shall fail after the reservation. The answer: whether funds sufficed. */
    record Start(int from, int to, long amount, boolean patient, boolean doomed, ActorRef<Boolean> replyTo)
            implements Request {}

    /** Ends the wait for funds of the present transfer. */
    record GiveUp() implements Request {}

    /** From an account, about the transfer with that id. */
    record Answer(long audit, long id, Verdict verdict) implements Request {}

    enum Verdict {
        RESERVED,
        REFUSED,
        CREDITED
    }

    private final ActorRef<Request> self;
    private final List<ActorRef<HoldingAccount.Request>> accounts;
    private final Mail mail;
    private @Nullable Start start;
    private @Nullable Reservation transfer;
    private long id;
    private long lastAudit;

    private TransferAgent(ActorRef<Request> self, List<ActorRef<HoldingAccount.Request>> accounts, Mail mail) {
        this.self = self;
        this.accounts = accounts;
        this.mail = mail;
    }

    static Behavior<Request> of(List<ActorRef<HoldingAccount.Request>> accounts, Mail mail) {
        return Behaviors.setup(
                context -> Behaviors.receiveMessage(new TransferAgent(context.getSelf(), accounts, mail)::serve));
    }

    private Behavior<Request> serve(Request request) {
        if (request instanceof Start begun) {
            begin(begun);
        } else if (start != null && transfer != null) {
            if (request instanceof Answer answer) {
                if (answer.id() == id) {
                    proceed(answer, start, transfer);
                }
            } else { // ignored by the payer if it has answered already
                mail.tell(transfer.payer(), new HoldingAccount.GiveUp(lastAudit, transfer));
            }
        }
        return Behaviors.same();
    }

    private void begin(Start begun) {
        id++;
        start = begun;
        transfer = new Reservation(
                id,
                self,
                begun.from(),
                begun.to(),
                accounts.get(begun.from()),
                accounts.get(begun.to()),
                begun.amount());
        mail.tell(transfer.payer(), new HoldingAccount.Reserve(lastAudit, transfer, begun.patient()));
    }

    private void proceed(Answer answer, Start begun, Reservation present) {
        lastAudit = Math.max(lastAudit, answer.audit());
        switch (answer.verdict()) {
            case RESERVED -> {
                if (begun.doomed()) {
                    mail.tell(begun.replyTo(), true); // while the reply target still waits
                    throw Death.DEATH;
                }
                mail.tell(present.payee(), new HoldingAccount.Credit(lastAudit, present));
            }
            case CREDITED -> {
                mail.tell(present.payer(), new HoldingAccount.Confirm(lastAudit, present)); // needs no answer
                end(begun, true);
            }
            case REFUSED -> end(begun, false);
        }
    }

    private void end(Start begun, boolean done) {
        start = null;
        transfer = null;
        mail.tell(begun.replyTo(), done);
    }
}
