package dev.tvar.stm.examples.engine;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The coordinator of audits: asks all participants, waits for all answers, and hands them on. Requests that come
 * meanwhile are answered together, by the next round.
 *
 * @param <A> the answer of a participant
 */
final class Survey<A> {
    sealed interface Message<A> permits Request, Answer {}

    record Request<A>(ActorRef<List<A>> replyTo) implements Message<A> {}

    record Answer<A>(A answer) implements Message<A> {}

    /** Asks all participants. */
    @FunctionalInterface
    interface Question<A> {
        /**
         * Sends the question.
         *
         * @param round the number of the round, from 1; it begins when all answers of the previous one have come
         * @param replyTo where the answers go
         * @return the number of participants, more than 0
         */
        int ask(long round, ActorRef<Message<A>> replyTo);
    }

    private final ActorRef<Message<A>> self;
    private final Question<A> question;
    private final Mail mail;
    private final List<A> answers = new ArrayList<>();
    private List<ActorRef<List<A>>> waiting = new ArrayList<>();
    private List<ActorRef<List<A>>> served = List.of();
    private long round;
    private int missing;

    private Survey(ActorRef<Message<A>> self, Question<A> question, Mail mail) {
        this.self = self;
        this.question = question;
        this.mail = mail;
    }

    static <A> Behavior<Message<A>> of(Question<A> question, Mail mail) {
        return Behaviors.setup(context -> {
            Survey<A> survey = new Survey<>(context.getSelf(), question, mail);
            return Behaviors.receiveMessage(survey::serve);
        });
    }

    private Behavior<Message<A>> serve(Message<A> message) {
        if (message instanceof Request<A> request) {
            waiting.add(request.replyTo());
        } else if (message instanceof Answer<A> answer) {
            answers.add(answer.answer());
            missing--;
            if (missing == 0) {
                List<A> all = List.copyOf(answers);
                served.forEach(replyTo -> mail.tell(replyTo, all));
            }
        }
        if (missing == 0 && !waiting.isEmpty()) {
            begin();
        }
        return Behaviors.same();
    }

    private void begin() {
        served = waiting;
        waiting = new ArrayList<>();
        answers.clear();
        round++;
        missing = question.ask(round, self);
    }
}
