package dev.tvar.stm.examples.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A running system of actors: one for each account, and others that join later. Any thread may use it.
 *
 * @param system the system
 * @param actors the accounts, by number
 * @param <M> the messages that an account accepts
 */
record Accounts<M>(ActorSystem<SpawnProtocol.Command> system, List<ActorRef<M>> actors) {
    static <M> Accounts<M> open(int number, IntFunction<Behavior<M>> account) {
        CompletableFuture<List<ActorRef<M>>> opened = new CompletableFuture<>();
        Behavior<SpawnProtocol.Command> guardian = Behaviors.setup(context -> {
            opened.complete(IntStream.range(0, number)
                    .mapToObj(i -> context.spawn(account.apply(i), "account-" + i))
                    .toList());
            return SpawnProtocol.create();
        });
        ActorSystem<SpawnProtocol.Command> system = Actors.start(guardian, "accounts");
        return new Accounts<>(system, opened.join());
    }

    ActorRef<M> get(int account) {
        return actors.get(account);
    }

    /** Starts one more actor. Its name may be extended to be unique. */
    <N> ActorRef<N> spawn(Behavior<N> behavior, String name) {
        return Actors.<SpawnProtocol.Command, ActorRef<N>>ask(
                        system, system, replyTo -> new SpawnProtocol.Spawn<>(behavior, name, Props.empty(), replyTo))
                .join();
    }

    void stop() {
        Actors.stop(system);
    }
}
