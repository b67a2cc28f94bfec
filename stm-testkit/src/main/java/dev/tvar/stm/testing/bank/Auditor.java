package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.engine.Engine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A thread that sums all balances repeatedly while tellers work, and once more when they have ended. */
final class Auditor extends Clerk {
    private final Engine engine;
    private final boolean inSnapshot;
    private final List<Engine.Variable> accounts;
    private final long total;
    private final BooleanSupplier closing;

    /** Replaced after each audit: safe to read while the thread hangs. */
    private volatile Audits seen = Audits.NONE;

    // confined to the thread
    private int wrongAttempts;
    private @Nullable Long firstWrong;
    private @Nullable Long firstNegative;

    Auditor(
            String name,
            CountDownLatch start,
            Engine engine,
            boolean inSnapshot,
            List<Engine.Variable> accounts,
            long total,
            BooleanSupplier closing) {
        super(name, start);
        this.engine = engine;
        this.inSnapshot = inSnapshot;
        this.accounts = accounts;
        this.total = total;
        this.closing = closing;
    }

    @Override
    void work() {
        boolean last;
        do {
            last = closing.getAsBoolean();
            begin("an audit");
            audit();
            end();
        } while (!last);
    }

    private void audit() {
        Function<Engine.View, Long> body = this::addUp;
        long sum = inSnapshot ? engine.snapshot(body) : engine.atomically(body);
        boolean wrong = sum != total;
        if (wrong) {
            wrongAttempts--; // that attempt was the audit itself
        }
        seen = seen.plus(new Audits(
                1, wrong ? 1 : 0, wrongAttempts, Optional.ofNullable(firstWrong), Optional.ofNullable(firstNegative)));
        wrongAttempts = 0;
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

    Audits seen() {
        return seen;
    }
}
