package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.service.MoneyService.Operation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Audits of the accounts of a service; single balances in turn if it offers no audit. For one thread. */
final class ServiceAudit implements Callable<Audits> {
    private final Till till;
    private final Journal journal;
    private final long total;
    private int next;

    ServiceAudit(Till till, Journal journal, long total) {
        this.till = till;
        this.journal = journal;
        this.total = total;
    }

    @Override
    public Audits call() throws Exception {
        if (!till.offers(Operation.AUDIT)) {
            journal.observe(new Call.Read(next));
            next = (next + 1) % till.accounts();
            return Audits.NONE;
        }
        Observed audit = journal.observe(new Call.Audit());
        return audit.isReading() ? judged(audit.balances()) : Audits.NONE;
    }

    private Audits judged(List<Long> balances) {
        long sum = 0;
        Optional<Long> low = Optional.empty();
        for (int i = 0; i < balances.size(); i++) {
            sum += balances.get(i);
            low = balances.get(i) < till.floor(i) ? Optional.of(balances.get(i)) : low;
        }
        boolean wrong = sum != total;
        return new Audits(1, wrong ? 1 : 0, 0, wrong ? Optional.of(sum) : Optional.empty(), low);
    }
}
