package dev.tvar.stm.examples.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.japi.function.Function;

/** Starts, queries and stops actors. Every query carries a reply target of its own, so answers cannot be confused. */
final class Actors {
    /** Far above any real response time: it ends a program whose actors have died, and does not affect measurements. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The program decides when it ends, also on Ctrl-C; so Pekko must not stop the actors itself. */
    private static final Config CONFIG = ConfigFactory.parseString("""
                    pekko.jvm-shutdown-hooks = off
                    pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
                    pekko.daemonic = on
                    pekko.log-dead-letters = off
                    pekko.loglevel = OFF
                    pekko.stdout-loglevel = OFF
                    """).withFallback(ConfigFactory.load());

    private Actors() {}

    static <T> ActorSystem<T> start(Behavior<T> guardian, String name) {
        return ActorSystem.create(guardian, name, CONFIG);
    }

    static <M, R> CompletableFuture<R> ask(
            ActorSystem<?> system, ActorRef<M> actor, Function<ActorRef<R>, M> question) {
        return AskPattern.ask(actor, question, PATIENCE, system.scheduler()).toCompletableFuture();
    }

    /**
     * Asks an actor that answers when it can. After {@code patience}, or on an interrupt, {@code giveUp} runs once, and sends
     * a message that makes the actor answer at once.
     */
    static <M, R> R askPatiently(
            ActorSystem<?> system,
            ActorRef<M> actor,
            Function<ActorRef<R>, M> question,
            Runnable giveUp,
            Duration patience) {
        CompletableFuture<R> answer = ask(system, actor, question);
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            giveUp.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp.run();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no answer: " + e.getCause(), e.getCause());
        }
        return answer.join();
    }

    static void stop(ActorSystem<?> system) {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
