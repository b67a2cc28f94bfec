package dev.tvar.stm.examples.engine;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the transfers of one customer, one at a time: withdraws, then deposits. It notes each stage in a journal before
 * it acts. When it fails, its supervisor restarts it, and it reads the journal: after a withdrawal it compensates by a
 * deposit into the payer's account, and a deposit or compensation that it had begun it repeats, which accounts allow.
 *
 * <p>The journal is in memory, since only the actor fails here; where processes fail, it must be on a disk.
 */
class Saga {
    sealed interface Request permits Start, GiveUp, AskInFlight, Answer {}

    /** Begins a transfer; the saga fails when it has reached {@code failsAt}, unless that is {@link Stage#IDLE}. */
    record Start(int from, int to, long amount, boolean patient, Stage failsAt, ActorRef<Result> replyTo)
            implements Request {}

    /** Ends the wait for funds of the present transfer. */
    record GiveUp() implements Request {}

    /** From an audit: which money is neither with the payer nor with the payee, as far as the saga knows. */
    record AskInFlight(ActorRef<Survey.Message<Share>> replyTo) implements Request {}

    /** From an account, about the transfer with that id. */
    record Answer(long id, Verdict verdict) implements Request {}

    enum Verdict {
        WITHDRAWN,
        REFUSED,
        DEPOSITED
    }

    /** To the customer. */
    enum Result {
        DONE,
        REFUSED,
        COMPENSATED
    }

    enum Stage {
        IDLE,
        WITHDRAWING,
        WITHDRAWN,
        DEPOSITING,
        COMPENSATING
    }

    /** The present transfer and its stage. Outlives a restart of the saga. */
    static final class Journal {
        private @Nullable Start start;
        private Stage stage = Stage.IDLE;
        private long id;
    }

    private final ActorRef<Request> self;
    private final List<ActorRef<SagaAccount.Request>> accounts;
    private final Journal journal;
    private final Mail mail;
    private final Mail audits;

    Saga(
            ActorRef<Request> self,
            List<ActorRef<SagaAccount.Request>> accounts,
            Journal journal,
            Mail mail,
            Mail audits) {
        this.self = self;
        this.accounts = accounts;
        this.journal = journal;
        this.mail = mail;
        this.audits = audits;
    }

    /** How sagas are made. */
    @FunctionalInterface
    interface Maker {
        Saga make(
                ActorRef<Request> self,
                List<ActorRef<SagaAccount.Request>> accounts,
                Journal journal,
                Mail mail,
                Mail audits);
    }

    static Behavior<Request> of(Maker maker, List<ActorRef<SagaAccount.Request>> accounts, Mail mail, Mail audits) {
        Journal journal = new Journal();
        Behavior<Request> behavior = Behaviors.setup(context -> {
            Saga saga = maker.make(context.getSelf(), accounts, journal, mail, audits);
            saga.recover();
            return Behaviors.receiveMessage(saga::serve);
        });
        return Behaviors.supervise(behavior).onFailure(Death.class, SupervisorStrategy.restart());
    }

    /** An answer to a message of before the failure is still to come, unless the saga failed on it. */
    private void recover() {
        if (journal.start != null) {
            switch (journal.stage) {
                case WITHDRAWN -> compensate(journal.start);
                case DEPOSITING -> deposit(journal.start.to());
                case COMPENSATING -> deposit(journal.start.from());
                case IDLE, WITHDRAWING -> {} // the answer is in the mailbox, or will be
            }
        }
    }

    private Behavior<Request> serve(Request request) {
        if (request instanceof Start start) {
            journal.id++;
            journal.start = start;
            journal.stage = Stage.WITHDRAWING;
            mail.tell(accounts.get(start.from()), new SagaAccount.Withdraw(step(start), start.patient()));
        } else if (request instanceof AskInFlight query) {
            audits.tell(query.replyTo(), new Survey.Answer<>(inFlight()));
        } else if (journal.start != null) {
            if (request instanceof Answer answer) {
                if (answer.id() == journal.id) { // else it answers what was sent twice
                    proceed(answer.verdict(), journal.start);
                }
            } else { // ignored by the payer if it has answered already
                mail.tell(accounts.get(journal.start.from()), new SagaAccount.GiveUp(step(journal.start)));
            }
        }
        return Behaviors.same();
    }

    private SagaAccount.Step step(Start start) {
        return new SagaAccount.Step(journal.id, self, start.amount());
    }

    private void proceed(Verdict verdict, Start start) {
        switch (verdict) {
            case REFUSED -> end(start, Result.REFUSED);
            case WITHDRAWN -> {
                journal.stage = Stage.WITHDRAWN;
                failAt(start);
                journal.stage = Stage.DEPOSITING;
                deposit(start.to());
                failAt(start);
            }
            case DEPOSITED -> end(start, journal.stage == Stage.COMPENSATING ? Result.COMPENSATED : Result.DONE);
        }
    }

    private void failAt(Start start) {
        if (journal.stage == start.failsAt()) {
            throw Death.DEATH;
        }
    }

    /** Undoes the withdrawal by its opposite; others have seen it meanwhile. */
    void compensate(Start start) {
        journal.stage = Stage.COMPENSATING;
        deposit(start.from());
    }

    private void deposit(int account) {
        if (journal.start != null) {
            mail.tell(accounts.get(account), new SagaAccount.Deposit(step(journal.start)));
        }
    }

    final void end(Start start, Result result) {
        journal.start = null;
        journal.stage = Stage.IDLE;
        mail.tell(start.replyTo(), result);
    }

    private Share inFlight() {
        boolean between = journal.stage == Stage.WITHDRAWN
                || journal.stage == Stage.DEPOSITING
                || journal.stage == Stage.COMPENSATING;
        return journal.start == null || !between
                ? new Share(0, 0)
                : new Share(journal.start.from(), journal.start.amount());
    }
}
