package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.service.MoneyService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An engine as a service: an account is a variable, an audit a snapshot. */
final class EngineService implements MoneyService {
    private final Engine engine;
    private final Map<String, Engine.Variable> accounts = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();

    EngineService(Engine engine) {
        this.engine = engine;
    }

    @Override
    public String open(long opening) {
        String id = Integer.toString(opened.getAndIncrement());
        accounts.put(id, engine.variable(opening));
        return id;
    }

    @Override
    public Outcome transfer(String from, String to, long amount) {
        return engine.transfer(account(from), account(to), amount) ? Outcome.DONE : Outcome.REFUSED;
    }

    @Override
    public long balance(String account) {
        Engine.Variable variable = account(account);
        return this.<Long>snapshot(view -> view.get(variable));
    }

    @Override
    public Map<String, Long> audit() {
        return snapshot(view -> accounts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> view.get(entry.getValue()))));
    }

    private <R> R snapshot(Function<Engine.View, R> body) {
        return engine.snapshot(body);
    }

    private Engine.Variable account(String id) {
        Engine.@Nullable Variable found = accounts.get(id);
        if (found == null) {
            throw new IllegalArgumentException("there is no account '" + id + "'");
        }
        return found;
    }

    @Override
    public void close() {
        engine.close();
    }

    /** The name of the engine. */
    @Override
    public String toString() {
        return engine.name();
    }
}
