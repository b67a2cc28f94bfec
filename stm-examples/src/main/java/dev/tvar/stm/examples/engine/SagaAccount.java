package dev.tvar.stm.examples.engine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * An account whose transfers are steps of sagas. A step takes effect at once. A deposit, which may also be the
 * compensation of a withdrawal, has an effect once, however often a saga repeats it after a failure.
 */
class SagaAccount {
    sealed interface Request permits Withdraw, GiveUp, Deposit, Balance {}

    record Withdraw(Step step, boolean patient) implements Request {}

    record GiveUp(Step step) implements Request {}

    record Deposit(Step step) implements Request {}

    record Balance(ActorRef<Survey.Message<Share>> replyTo) implements Request {}

    /** Part of a transfer; the ids of a saga grow from transfer to transfer. */
    record Step(long id, ActorRef<Saga.Request> saga, long amount) {}

    private final int number;
    private final Mail mail;
    private final Mail audits;
    private final Queue<Step> waiting = new ArrayDeque<>();
    private final Map<ActorRef<Saga.Request>, Long> lastDeposit = new HashMap<>();
    private long balance;

    SagaAccount(int number, long opening, Mail mail, Mail audits) {
        this.number = number;
        this.balance = opening;
        this.mail = mail;
        this.audits = audits;
    }

    /** How accounts are made. */
    @FunctionalInterface
    interface Maker {
        SagaAccount make(int number, long opening, Mail mail, Mail audits);
    }

    static Behavior<Request> of(Maker maker, int number, long opening, Mail mail, Mail audits) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(maker.make(number, opening, mail, audits)::serve));
    }

    private Behavior<Request> serve(Request request) {
        if (request instanceof Withdraw withdraw) {
            if (!withdraw(withdraw.step())) {
                if (withdraw.patient()) {
                    waiting.add(withdraw.step());
                } else {
                    answer(withdraw.step(), Saga.Verdict.REFUSED);
                }
            }
        } else if (request instanceof Deposit deposit) {
            if (isNew(deposit.step())) {
                balance += deposit.step().amount();
            }
            answer(deposit.step(), Saga.Verdict.DEPOSITED);
            waiting.removeIf(this::withdraw);
        } else if (request instanceof GiveUp giveUp) {
            if (waiting.remove(giveUp.step())) {
                answer(giveUp.step(), Saga.Verdict.REFUSED);
            }
        } else if (request instanceof Balance query) {
            audits.tell(query.replyTo(), new Survey.Answer<>(new Share(number, balance)));
        }
        return Behaviors.same();
    }

    private void answer(Step step, Saga.Verdict verdict) {
        mail.tell(step.saga(), new Saga.Answer(step.id(), verdict));
    }

    private boolean withdraw(Step step) {
        boolean funded = balance >= step.amount();
        if (funded) {
            balance -= step.amount();
            answer(step, Saga.Verdict.WITHDRAWN);
        }
        return funded;
    }

    /** Whether a deposit is no repetition; remembers it. */
    boolean isNew(Step deposit) {
        Long last = lastDeposit.put(deposit.saga(), deposit.id());
        return last == null || last < deposit.id();
    }
}
