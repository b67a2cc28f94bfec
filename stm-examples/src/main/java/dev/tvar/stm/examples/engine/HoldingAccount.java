package dev.tvar.stm.examples.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/*
 * Transfers. The agent tells the payer to reserve, which moves the amount from the balance into a hold; then the payee to
 * credit; then the payer to confirm, which drops the hold.
 *
 * Recovery. The payer watches the agents whose money it holds. When one ends, the payer asks the payee of each hold
 * whether it has the money. If so, the payer confirms, else it releases the hold into its balance. A payee remembers the
 * last transfer that it credited for each agent; an agent makes one transfer at a time, so that answers for all earlier
 * ones. Within a system, a credit sent before the agent ended arrives before the question of the payer.
 *
 * Audits. Each message has the number of the last audit that its sender knows. An account that learns of a new audit
 * from any message first records its state, and answers the audit with that record. So the records are a consistent cut:
 * none includes the receipt of a message that another sent after its own record (Lai, Yang: On Distributed Snapshots,
 * 1987). In such a cut, the money of a transfer is in the balance of the payer, or in a hold, or in a hold and with the
 * payee, which the number of its last credit reveals, or with the payee. So an audit is exact, and stops nothing.
 */

/** An account that holds the money of a transfer until the payee has it. */
class HoldingAccount {
    sealed interface Request permits Reserve, GiveUp, Credit, Confirm, AgentEnded, Inquiry, Finding, AskState {
        /** The last audit that the sender knows of, or 0. */
        long audit();
    }

    record Reserve(long audit, Reservation transfer, boolean patient) implements Request {}

    record GiveUp(long audit, Reservation transfer) implements Request {}

    record Credit(long audit, Reservation transfer) implements Request {}

    record Confirm(long audit, Reservation transfer) implements Request {}

    record AgentEnded(ActorRef<TransferAgent.Request> agent) implements Request {
        @Override
        public long audit() {
            return 0;
        }
    }

    /** From the payer to the payee, when the agent has ended. */
    record Inquiry(long audit, Reservation transfer) implements Request {}

    /** The answer of the payee. */
    record Finding(long audit, Reservation transfer, boolean credited) implements Request {}

    record AskState(long audit, ActorRef<Survey.Message<State>> replyTo) implements Request {}

    /**
     * The record of an account.
     *
     * @param account its number
     * @param balance the money that is not held
     * @param holds the transfers for which it holds money
     * @param credited the last transfer that it credited for each agent
     */
    record State(
            int account, long balance, List<Reservation> holds, Map<ActorRef<TransferAgent.Request>, Long> credited) {
        boolean hasCredited(Reservation transfer) {
            return credited.getOrDefault(transfer.agent(), 0L) >= transfer.id();
        }
    }

    private final int number;
    private final ActorContext<Request> context;
    private final Mail mail;
    private final Mail audits;
    private final List<Reservation> holds = new ArrayList<>();
    private final Queue<Reservation> waiting = new ArrayDeque<>();
    private final Map<ActorRef<TransferAgent.Request>, Long> credited = new HashMap<>();
    private final Set<ActorRef<TransferAgent.Request>> watched = new HashSet<>();
    private long balance;
    private long lastAudit;
    private State recorded;

    HoldingAccount(int number, long opening, ActorContext<Request> context, Mail mail, Mail audits) {
        this.number = number;
        this.balance = opening;
        this.context = context;
        this.mail = mail;
        this.audits = audits;
        this.recorded = state();
    }

    /** How accounts are made. */
    @FunctionalInterface
    interface Maker {
        HoldingAccount make(int number, long opening, ActorContext<Request> context, Mail mail, Mail audits);
    }

    static Behavior<Request> of(Maker maker, int number, long opening, Mail mail, Mail audits) {
        return Behaviors.setup(context -> {
            HoldingAccount account = maker.make(number, opening, context, mail, audits);
            return Behaviors.receiveMessage(account::serve);
        });
    }

    private Behavior<Request> serve(Request request) {
        learn(request);
        if (request instanceof Reserve reserve) {
            reserve(reserve);
        } else if (request instanceof Credit credit) {
            credited.put(credit.transfer().agent(), credit.transfer().id());
            answer(credit.transfer(), TransferAgent.Verdict.CREDITED);
            gain(credit.transfer());
        } else if (request instanceof Confirm confirm) {
            holds.remove(confirm.transfer());
        } else if (request instanceof GiveUp giveUp) {
            if (waiting.remove(giveUp.transfer())) {
                answer(giveUp.transfer(), TransferAgent.Verdict.REFUSED);
            }
        } else if (request instanceof AgentEnded ended) {
            recover(ended.agent());
        } else if (request instanceof Inquiry inquiry) {
            boolean found = state().hasCredited(inquiry.transfer());
            mail.tell(inquiry.transfer().payer(), new Finding(lastAudit, inquiry.transfer(), found));
        } else if (request instanceof Finding finding) {
            settle(finding);
        } else if (request instanceof AskState ask) {
            audits.tell(ask.replyTo(), new Survey.Answer<>(recorded));
        }
        return Behaviors.same();
    }

    /** Records the state if the message is the first to tell of an audit. */
    void learn(Request request) {
        if (request.audit() > lastAudit) {
            record(request.audit());
        }
    }

    final void record(long audit) {
        recorded = state();
        lastAudit = audit;
    }

    private State state() {
        return new State(number, balance, List.copyOf(holds), Map.copyOf(credited));
    }

    private void answer(Reservation transfer, TransferAgent.Verdict verdict) {
        mail.tell(transfer.agent(), new TransferAgent.Answer(lastAudit, transfer.id(), verdict));
    }

    private void reserve(Reserve reserve) {
        Reservation transfer = reserve.transfer();
        if (watched.add(transfer.agent())) {
            context.watchWith(transfer.agent(), new AgentEnded(transfer.agent()));
        }
        if (!hold(transfer)) {
            if (reserve.patient()) {
                waiting.add(transfer);
            } else {
                answer(transfer, TransferAgent.Verdict.REFUSED);
            }
        }
    }

    private boolean hold(Reservation transfer) {
        boolean funded = balance >= transfer.amount();
        if (funded) {
            balance -= transfer.amount();
            holds.add(transfer);
            answer(transfer, TransferAgent.Verdict.RESERVED);
        }
        return funded;
    }

    private void gain(Reservation transfer) {
        balance += transfer.amount();
        waiting.removeIf(this::hold);
    }

    /** The agent may have ended before or after the payee got the money. */
    void recover(ActorRef<TransferAgent.Request> agent) {
        watched.remove(agent); // a request that is still to come must be watched again
        waiting.removeIf(transfer -> transfer.agent().equals(agent));
        for (Reservation transfer : holds) {
            if (transfer.agent().equals(agent)) {
                mail.tell(transfer.payee(), new Inquiry(lastAudit, transfer));
            }
        }
    }

    private void settle(Finding finding) {
        boolean held = holds.remove(finding.transfer()); // else a late confirmation came first
        if (held && !finding.credited()) {
            gain(finding.transfer());
        }
    }
}
