package dev.tvar.stm.examples.engine;

import dev.tvar.stm.examples.engine.HoldingAccount.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * An actor per account, and an agent per customer that coordinates transfers in two phases: the payer holds the money
 * until the payee has it. When an agent fails, the payer settles what it holds. Audits are exact.
 */
public final class ReserveBank implements Contender {
    private final Mail mail = new Mail();
    private final Mail audits = new Mail();
    private final Accounts<HoldingAccount.Request> accounts;
    private final ActorRef<Survey.Message<State>> survey;

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public ReserveBank(long[] opening) {
        this(opening, HoldingAccount::new);
    }

    ReserveBank(long[] opening, HoldingAccount.Maker maker) {
        accounts = Accounts.open(opening.length, i -> HoldingAccount.of(maker, i, opening[i], mail, audits));
        survey = accounts.spawn(Survey.of(this::askToRecord, audits), "survey");
    }

    private int askToRecord(long round, ActorRef<Survey.Message<State>> replyTo) {
        accounts.actors().forEach(account -> audits.tell(account, new HoldingAccount.AskState(round, replyTo)));
        return accounts.actors().size();
    }

    @Override
    public Clerk teller() {
        return new Customer();
    }

    private ActorRef<TransferAgent.Request> newAgent() {
        return accounts.spawn(TransferAgent.of(accounts.actors(), mail), "agent");
    }

    @Override
    public long audit() {
        return Cash.sum(balances());
    }

    /** Held money belongs to the payer until the payee has it. */
    @Override
    public long[] balances() {
        CompletableFuture<List<State>> answers = audits.ask(accounts.system(), survey, Survey.Request::new);
        State[] states = new State[accounts.actors().size()];
        answers.join().forEach(state -> states[state.account()] = state);
        long[] balances = new long[states.length];
        for (State state : states) {
            balances[state.account()] += state.balance();
            for (Reservation held : state.holds()) {
                balances[held.from()] += states[held.to()].hasCredited(held) ? 0 : held.amount();
            }
        }
        return balances;
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
        private ActorRef<TransferAgent.Request> agent = newAgent();

        @Override
        public boolean transfer(int from, int to, long amount) {
            return start(from, to, amount, false);
        }

        private boolean start(int from, int to, long amount, boolean doomed) {
            return mail.<TransferAgent.Request, Boolean>ask(
                            accounts.system(),
                            agent,
                            replyTo -> new TransferAgent.Start(from, to, amount, false, doomed, replyTo))
                    .join();
        }

        @Override
        public boolean transferWhenFunded(int from, int to, long amount, Duration patience) {
            return mail.<TransferAgent.Request, Boolean>askPatiently(
                    accounts.system(),
                    agent,
                    replyTo -> new TransferAgent.Start(from, to, amount, true, false, replyTo),
                    new TransferAgent.GiveUp(),
                    patience);
        }

        /** The agent fails when it hears that the payer holds the money. The customer engages another. */
        @Override
        public boolean dieHalfWay(int from, int to, long amount) {
            boolean failed = start(from, to, amount, true);
            if (failed) {
                agent = newAgent();
            }
            return failed;
        }
    }
}
