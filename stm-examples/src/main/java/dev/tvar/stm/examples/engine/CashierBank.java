package dev.tvar.stm.examples.engine;

import dev.tvar.stm.examples.engine.CashierActor.Audit;
import dev.tvar.stm.examples.engine.CashierActor.Balances;
import dev.tvar.stm.examples.engine.CashierActor.Die;
import dev.tvar.stm.examples.engine.CashierActor.GiveUp;
import dev.tvar.stm.examples.engine.CashierActor.Request;
import dev.tvar.stm.examples.engine.CashierActor.Transfer;
import dev.tvar.stm.examples.engine.CashierActor.TransferWhenFunded;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;

/** One actor, the cashier, owns all accounts. A transfer is one message; all requests queue, audits too. */
public final class CashierBank implements Contender {
    private final Mail mail = new Mail();
    private final Mail audits = new Mail();
    private final ActorSystem<Request> cashier;

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public CashierBank(long[] opening) {
        cashier = Actors.start(CashierActor.holding(opening.clone(), mail, audits), "cashier");
    }

    @Override
    public Clerk teller() {
        return new Customer();
    }

    @Override
    public long audit() {
        return audits.<Request, Long>ask(cashier, cashier, Audit::new).join();
    }

    @Override
    public long[] balances() {
        return audits.<Request, long[]>ask(cashier, cashier, Balances::new).join();
    }

    @Override
    public Messages messages() {
        return new Messages(mail.count(), audits.count());
    }

    @Override
    public void close() {
        Actors.stop(cashier);
    }

    private final class Customer implements Clerk {
        @Override
        public boolean transfer(int from, int to, long amount) {
            return mail.<Request, Boolean>ask(cashier, cashier, replyTo -> new Transfer(from, to, amount, replyTo))
                    .join();
        }

        @Override
        public boolean transferWhenFunded(int from, int to, long amount, Duration patience) {
            Object ticket = new Object();
            return mail.<Request, Boolean>askPatiently(
                    cashier,
                    cashier,
                    replyTo -> new TransferWhenFunded(new Transfer(from, to, amount, replyTo), ticket),
                    new GiveUp(ticket),
                    patience);
        }

        /** A customer that fails loses nothing, since a transfer is one message; so the cashier fails instead. */
        @Override
        public boolean dieHalfWay(int from, int to, long amount) {
            return mail.<Request, Boolean>ask(cashier, cashier, replyTo -> new Die(from, amount, replyTo))
                    .join();
        }
    }
}
