package dev.tvar.stm.examples.engine;

import dev.tvar.stm.examples.engine.CashierActor.Audit;
import dev.tvar.stm.examples.engine.CashierActor.Balances;
import dev.tvar.stm.examples.engine.CashierActor.Request;
import dev.tvar.stm.examples.engine.CashierActor.Transfer;
import org.apache.pekko.actor.typed.ActorSystem;

/** One actor, the cashier, owns all accounts. A transfer is one message; everybody queues, audits too. */
public final class CashierBank implements Bank {
    private final ActorSystem<Request> cashier;

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public CashierBank(long[] opening) {
        cashier = Actors.start(CashierActor.holding(opening.clone()), "cashier");
    }

    @Override
    public Teller teller() {
        return (from, to, amount) -> Actors.<Request, Boolean>ask(
                        cashier, cashier, replyTo -> new Transfer(from, to, amount, replyTo))
                .join();
    }

    @Override
    public long audit() {
        return Actors.<Request, Long>ask(cashier, cashier, Audit::new).join();
    }

    @Override
    public long[] balances() {
        return Actors.<Request, long[]>ask(cashier, cashier, Balances::new).join();
    }

    @Override
    public void close() {
        Actors.stop(cashier);
    }
}
