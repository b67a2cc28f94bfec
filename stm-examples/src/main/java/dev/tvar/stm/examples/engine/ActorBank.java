package dev.tvar.stm.examples.engine;

import dev.tvar.stm.examples.engine.AccountActor.Balance;
import dev.tvar.stm.examples.engine.AccountActor.Deposit;
import dev.tvar.stm.examples.engine.AccountActor.Die;
import dev.tvar.stm.examples.engine.AccountActor.GiveUp;
import dev.tvar.stm.examples.engine.AccountActor.Request;
import dev.tvar.stm.examples.engine.AccountActor.Transfer;
import dev.tvar.stm.examples.engine.AccountActor.TransferWhenFunded;
import dev.tvar.stm.examples.engine.AccountActor.Withdraw;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.japi.function.Function;

/**
 * An actor per account. A transfer is two messages, first to the payer, then from the payer to the payee; between them
 * the money is in flight, and an audit of all accounts does not find it.
 */
public final class ActorBank implements Contender {
    private final Mail mail = new Mail();
    private final Mail audits = new Mail();
    private final Accounts<Request> accounts;
    private final ActorRef<Survey.Message<Share>> survey;

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public ActorBank(long[] opening) {
        accounts = Accounts.open(opening.length, i -> AccountActor.holding(i, opening[i], mail, audits));
        survey = accounts.spawn(Survey.of(this::askBalances, audits), "survey");
    }

    private int askBalances(long round, ActorRef<Survey.Message<Share>> replyTo) {
        accounts.actors().forEach(account -> audits.tell(account, new Balance(replyTo)));
        return accounts.actors().size();
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
        return this.<Boolean>ask(account, replyTo -> new Withdraw(amount, replyTo));
    }

    /**
     * The second half of a transfer. Returns when the account has answered.
     *
     * @param account where to give to
     * @param amount how much
     */
    public void deposit(int account, long amount) {
        this.<Boolean>ask(account, replyTo -> new Deposit(amount, replyTo));
    }

    private <R> R ask(int account, Function<ActorRef<R>, Request> question) {
        return mail.ask(accounts.system(), accounts.get(account), question).join();
    }

    @Override
    public long audit() {
        return Cash.sum(balances());
    }

    /** Each account answers at an instant of its own. */
    @Override
    public long[] balances() {
        CompletableFuture<List<Share>> shares = audits.ask(accounts.system(), survey, Survey.Request::new);
        return Share.balances(accounts.actors().size(), shares.join());
    }

    @Override
    public Messages messages() {
        return new Messages(mail.count(), audits.count());
    }

    @Override
    public void close() {
        accounts.stop();
    }

    private final class Customer implements Clerk {
        @Override
        public boolean transfer(int from, int to, long amount) {
            return ActorBank.this.<Boolean>ask(from, replyTo -> new Transfer(amount, accounts.get(to), replyTo));
        }

        @Override
        public boolean transferWhenFunded(int from, int to, long amount, Duration patience) {
            Object ticket = new Object();
            return mail.<Request, Boolean>askPatiently(
                    accounts.system(),
                    accounts.get(from),
                    replyTo -> new TransferWhenFunded(new Transfer(amount, accounts.get(to), replyTo), ticket),
                    new GiveUp(ticket),
                    patience);
        }

        /** The payer fails before it tells the payee. */
        @Override
        public boolean dieHalfWay(int from, int to, long amount) {
            return ActorBank.this.<Boolean>ask(from, replyTo -> new Die(amount, replyTo));
        }
    }
}
