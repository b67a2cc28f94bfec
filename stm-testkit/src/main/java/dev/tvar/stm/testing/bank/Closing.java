package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.engine.Engine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Reads all balances when all threads have ended; in a thread of its own, since even that may hang. */
final class Closing extends Clerk {
    private final Engine engine;
    private final List<Engine.Variable> accounts;
    private volatile @Nullable List<Long> balances;

    Closing(Engine engine, List<Engine.Variable> accounts) {
        super("closing", new CountDownLatch(0));
        this.engine = engine;
        this.accounts = accounts;
    }

    @Override
    void work() {
        begin("reading the final balances");
        balances = engine.snapshot(view -> accounts.stream().map(view::get).toList());
        end();
    }

    Optional<List<Long>> balances() {
        return Optional.ofNullable(balances);
    }
}
