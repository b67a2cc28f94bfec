package dev.tvar.stm.examples.engine;

import dev.tvar.stm.examples.engine.AccountActor.Balance;
import dev.tvar.stm.examples.engine.AccountActor.Deposit;
import dev.tvar.stm.examples.engine.AccountActor.GiveUp;
import dev.tvar.stm.examples.engine.AccountActor.Request;
import dev.tvar.stm.examples.engine.AccountActor.Withdraw;
import dev.tvar.stm.examples.engine.AccountActor.WithdrawWhenFunded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * An actor per account. A transfer is two messages, first withdraw, then deposit; between them the money is in flight,
 * and an audit of all accounts does not find it.
 */
public final class ActorBank implements Contender {
    private final ActorSystem<Void> system;
    private final List<ActorRef<Request>> accounts;

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public ActorBank(long[] opening) {
        CompletableFuture<List<ActorRef<Request>>> opened = new CompletableFuture<>();
        system = Actors.start(guardian(opening.clone(), opened), "accounts");
        accounts = opened.join();
    }

    private static Behavior<Void> guardian(long[] opening, CompletableFuture<List<ActorRef<Request>>> opened) {
        return Behaviors.setup(context -> {
            opened.complete(IntStream.range(0, opening.length)
                    .mapToObj(i -> context.spawn(AccountActor.holding(opening[i]), "account-" + i))
                    .toList());
            return Behaviors.empty();
        });
    }

    @Override
    public Clerk teller() {
        return new Customer();
    }

    /**
     * The first half of a transfer. Returns when the account has answered.
     *
     * @param account where to take from
     * @param amount how much
     * @return false if the account held less; then nothing was taken
     */
    public boolean withdraw(int account, long amount) {
        return Actors.<Request, Boolean>ask(system, accounts.get(account), replyTo -> new Withdraw(amount, replyTo))
                .join();
    }

    /**
     * The second half of a transfer. Returns when the account has answered.
     *
     * @param account where to give to
     * @param amount how much
     */
    public void deposit(int account, long amount) {
        Actors.<Request, Done>ask(system, accounts.get(account), replyTo -> new Deposit(amount, replyTo))
                .join();
    }

    @Override
    public long audit() {
        return Cash.sum(balances());
    }

    /** Asks all accounts at once and waits for all answers; each account answers at an instant of its own. */
    @Override
    public long[] balances() {
        List<CompletableFuture<Long>> answers = accounts.stream()
                .map(account -> Actors.<Request, Long>ask(system, account, Balance::new))
                .toList();
        return answers.stream().mapToLong(CompletableFuture::join).toArray();
    }

    @Override
    public void close() {
        Actors.stop(system);
    }

    private final class Customer implements Clerk {
        @Override
        public boolean transfer(int from, int to, long amount) {
            boolean funded = withdraw(from, amount);
            if (funded) {
                deposit(to, amount);
            }
            return funded;
        }

        @Override
        public boolean transferWhenFunded(int from, int to, long amount, Duration patience) {
            Object ticket = new Object();
            boolean funded = Actors.<Request>askPatiently(
                    system,
                    accounts.get(from),
                    replyTo -> new WithdrawWhenFunded(amount, ticket, replyTo),
                    new GiveUp(ticket),
                    patience);
            if (funded) {
                deposit(to, amount);
            }
            return funded;
        }

        /** The deposit is never sent. */
        @Override
        public boolean dieHalfWay(int from, int to, long amount) {
            return withdraw(from, amount);
        }
    }
}
