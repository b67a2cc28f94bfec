package dev.tvar.stm.testing.bank;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** A thread that audits repeatedly while tellers work, and once more when they have ended. */
final class Auditor extends Clerk {
    private final Callable<Audits> audit;
    private final BooleanSupplier closing;

    /** Replaced after each audit: safe to read while the thread hangs. */
    private volatile Audits seen = Audits.NONE;

    Auditor(String name, CountDownLatch start, Callable<Audits> audit, BooleanSupplier closing) {
        super(name, start);
        this.audit = audit;
        this.closing = closing;
    }

    @Override
    void work() throws Exception {
        boolean last;
        do {
            last = closing.getAsBoolean();
            begin("an audit");
            seen = seen.plus(audit.call());
            end();
        } while (!last);
    }

    Audits seen() {
        return seen;
    }
}
