package dev.tvar.stm.examples.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One account: only this actor accesses its balance, one message at a time. It makes a transfer by withdrawing and telling
 * the payee, which answers the customer. Withdrawals that wait for funds are in a list until a deposit comes or they give
 * up. If it fails on a message, its supervisor resumes it with its present balance.
 */
final class AccountActor {
    sealed interface Request permits Withdraw, Transfer, TransferWhenFunded, GiveUp, Deposit, Die, Balance {}

    record Withdraw(long amount, ActorRef<Boolean> replyTo) implements Request {}

    record Transfer(long amount, ActorRef<Request> payee, ActorRef<Boolean> replyTo) implements Request {}

    record TransferWhenFunded(Transfer transfer, Object ticket) implements Request {}

    record GiveUp(Object ticket) implements Request {}

    record Deposit(long amount, ActorRef<Boolean> replyTo) implements Request {}

    record Die(long amount, ActorRef<Boolean> replyTo) implements Request {}

    record Balance(ActorRef<Survey.Message<Share>> replyTo) implements Request {}

    private final Queue<TransferWhenFunded> waiting = new ArrayDeque<>();
    private final int number;
    private final Mail mail;
    private final Mail audits;
    private long balance;

    private AccountActor(int number, long opening, Mail mail, Mail audits) {
        this.number = number;
        this.balance = opening;
        this.mail = mail;
        this.audits = audits;
    }

    static Behavior<Request> holding(int number, long opening, Mail mail, Mail audits) {
        Behavior<Request> account = Behaviors.setup(
                context -> Behaviors.receiveMessage(new AccountActor(number, opening, mail, audits)::serve));
        return Behaviors.supervise(account).onFailure(Death.class, SupervisorStrategy.resume());
    }

    private Behavior<Request> serve(Request request) {
        if (request instanceof Transfer transfer) {
            if (!served(transfer)) {
                mail.tell(transfer.replyTo(), false);
            }
        } else if (request instanceof Deposit deposit) {
            balance += deposit.amount();
            mail.tell(deposit.replyTo(), true);
            waiting.removeIf(patient -> served(patient.transfer()));
        } else if (request instanceof Balance query) {
            audits.tell(query.replyTo(), new Survey.Answer<>(new Share(number, balance)));
        } else if (request instanceof TransferWhenFunded patient) {
            if (!served(patient.transfer())) {
                waiting.add(patient);
            }
        } else if (request instanceof GiveUp giveUp) {
            waiting.removeIf(patient -> dismissed(patient, giveUp));
        } else if (request instanceof Withdraw withdraw) {
            mail.tell(withdraw.replyTo(), withdraw(withdraw.amount()));
        } else if (request instanceof Die die) {
            die(die);
        }
        return Behaviors.same();
    }

    private boolean withdraw(long amount) {
        boolean funded = balance >= amount;
        balance -= funded ? amount : 0;
        return funded;
    }

    private boolean served(Transfer transfer) {
        boolean funded = withdraw(transfer.amount());
        if (funded) {
            mail.tell(transfer.payee(), new Deposit(transfer.amount(), transfer.replyTo()));
        }
        return funded;
    }

    private boolean dismissed(TransferWhenFunded patient, GiveUp giveUp) {
        boolean meant = patient.ticket() == giveUp.ticket();
        if (meant) {
            mail.tell(patient.transfer().replyTo(), false);
        }
        return meant;
    }

    /** Fails before it tells the payee. */
    private void die(Die die) {
        boolean funded = withdraw(die.amount());
        mail.tell(die.replyTo(), funded); // while the reply target still waits
        if (funded) {
            throw Death.DEATH;
        }
    }
}
