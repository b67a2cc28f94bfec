package dev.tvar.stm.examples.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.japi.function.Function;

/** Sends messages for one purpose, and counts them. Any thread may use it. */
final class Mail {
    private final LongAdder sent = new LongAdder();

    <M> void tell(ActorRef<M> actor, M message) {
        sent.increment();
        actor.tell(message);
    }

    /** As {@link Actors#ask}. The actor counts its answer. */
    <M, R> CompletableFuture<R> ask(ActorSystem<?> system, ActorRef<M> actor, Function<ActorRef<R>, M> question) {
        sent.increment();
        return Actors.ask(system, actor, question);
    }

    /** As {@link Actors#askPatiently}. */
    <M, R> R askPatiently(
            ActorSystem<?> system, ActorRef<M> actor, Function<ActorRef<R>, M> question, M giveUp, Duration patience) {
        sent.increment();
        return Actors.askPatiently(system, actor, question, () -> tell(actor, giveUp), patience);
    }

    /** The number of messages sent so far. */
    long count() {
        return sent.sum();
    }
}
