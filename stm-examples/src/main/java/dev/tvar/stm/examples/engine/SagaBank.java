package dev.tvar.stm.examples.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * An actor per account, and a saga per customer: transfers whose steps take effect one by one, and are compensated after
 * a failure. An audit asks accounts and sagas; since each answers at an instant of its own, it may be wrong.
 */
public final class SagaBank implements Contender {
    private final Mail mail = new Mail();
    private final Mail audits = new Mail();
    private final Saga.Maker maker;
    private final Accounts<SagaAccount.Request> accounts;
    private final List<ActorRef<Saga.Request>> sagas = new CopyOnWriteArrayList<>();
    private final ActorRef<Survey.Message<Share>> survey;

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public SagaBank(long[] opening) {
        this(opening, Saga::new, SagaAccount::new);
    }

    SagaBank(long[] opening, Saga.Maker maker, SagaAccount.Maker accountMaker) {
        this.maker = maker;
        accounts = Accounts.open(opening.length, i -> SagaAccount.of(accountMaker, i, opening[i], mail, audits));
        survey = accounts.spawn(Survey.of(this::askAll, audits), "survey");
    }

    private int askAll(long round, ActorRef<Survey.Message<Share>> replyTo) {
        List<ActorRef<Saga.Request>> present = List.copyOf(sagas);
        present.forEach(saga -> audits.tell(saga, new Saga.AskInFlight(replyTo)));
        accounts.actors().forEach(account -> audits.tell(account, new SagaAccount.Balance(replyTo)));
        return present.size() + accounts.actors().size();
    }

    @Override
    public Clerk teller() {
        Customer customer = new Customer();
        sagas.add(customer.saga);
        return customer;
    }

    @Override
    public long audit() {
        return Cash.sum(balances());
    }

    /** Money in flight belongs to the payer. */
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

    /** Makes transfers through a saga of its own. */
    final class Customer implements Clerk {
        private final ActorRef<Saga.Request> saga =
                accounts.spawn(Saga.of(maker, accounts.actors(), mail, audits), "saga");

        @Override
        public boolean transfer(int from, int to, long amount) {
            return transfer(from, to, amount, Saga.Stage.IDLE) == Saga.Result.DONE;
        }

        /** A transfer whose saga fails at a stage, and recovers. Returns when it has. */
        Saga.Result transfer(int from, int to, long amount, Saga.Stage failsAt) {
            return mail.<Saga.Request, Saga.Result>ask(
                            accounts.system(),
                            saga,
                            replyTo -> new Saga.Start(from, to, amount, false, failsAt, replyTo))
                    .join();
        }

        @Override
        public boolean transferWhenFunded(int from, int to, long amount, Duration patience) {
            Saga.Result result = mail.askPatiently(
                    accounts.system(),
                    saga,
                    replyTo -> new Saga.Start(from, to, amount, true, Saga.Stage.IDLE, replyTo),
                    new Saga.GiveUp(),
                    patience);
            return result == Saga.Result.DONE;
        }

        /** The saga fails when it hears of the withdrawal. */
        @Override
        public boolean dieHalfWay(int from, int to, long amount) {
            return transfer(from, to, amount, Saga.Stage.WITHDRAWN) == Saga.Result.COMPENSATED;
        }
    }
}
