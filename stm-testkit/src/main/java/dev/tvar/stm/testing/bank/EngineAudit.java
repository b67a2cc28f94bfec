package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.engine.Engine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Audits of the accounts of an engine, which notice the attempts that it aborts, too. For one thread. */
final class EngineAudit implements Callable<Audits> {
    private final Engine engine;
    private final boolean inSnapshot;
    private final List<Engine.Variable> accounts;
    private final long total;

    private int wrongAttempts;
    private @Nullable Long firstWrong;
    private @Nullable Long firstNegative;

    EngineAudit(Engine engine, boolean inSnapshot, List<Engine.Variable> accounts, long total) {
        this.engine = engine;
        this.inSnapshot = inSnapshot;
        this.accounts = accounts;
        this.total = total;
    }

    @Override
    public Audits call() {
        wrongAttempts = 0;
        Function<Engine.View, Long> body = this::addUp;
        long sum = inSnapshot ? engine.snapshot(body) : engine.atomically(body);
        boolean wrong = sum != total;
        if (wrong) {
            wrongAttempts--; // that attempt was the audit itself
        }
        return new Audits(
                1, wrong ? 1 : 0, wrongAttempts, Optional.ofNullable(firstWrong), Optional.ofNullable(firstNegative));
    }

    /** The body: adds without overflow checks, since a broken engine may return any value. */
    private long addUp(Engine.View view) {
        long sum = 0;
        for (Engine.Variable account : accounts) {
            long balance = view.get(account);
            if (balance < 0 && firstNegative == null) {
                firstNegative = balance;
            }
            sum += balance;
        }
        if (sum != total) {
            wrongAttempts++;
            if (firstWrong == null) {
                firstWrong = sum;
            }
        }
        return sum;
    }
}
