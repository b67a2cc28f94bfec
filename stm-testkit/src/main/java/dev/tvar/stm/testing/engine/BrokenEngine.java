package dev.tvar.stm.testing.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An engine that is broken on purpose, in one way, to demonstrate failing properties. One immutable
 * map holds all values, and a commit replaces it; between two steps the engine sometimes delays or
 * yields the processor, so that the fault shows also on few cores.
 */
final class BrokenEngine implements Engine {
    /** What is wrong. */
    enum Fault {
        /** No fault: every commit validates its reads and writes. */
        NONE,
        /** Commits check nothing. */
        LOST_UPDATE,
        /** Commits check the write set, and not variables that were only read: snapshot isolation. */
        WRITE_SKEW,
        /** A snapshot reads the newest value at each step. */
        TORN_SNAPSHOT,
        /** The writes of a body that throws are kept. */
        DIRTY_WRITE,
        /** A transfer checks the funds in one transaction, and moves them in another. */
        LATE_CHECK
    }

    private record Version(long value, long number) {}

    private static final class Key implements Variable {}

    private static final int LONGEST_SPIN = 400;

    private final Fault fault;
    private final Aborts aborts = new Aborts();
    private volatile Map<Variable, Version> state = Map.of();

    BrokenEngine(Fault fault) {
        this.fault = fault;
    }

    @Override
    public String name() {
        return BrokenEngines.nameOf(fault);
    }

    @Override
    public String product() {
        return "broken on purpose";
    }

    @Override
    public synchronized Variable variable(long initial) {
        Variable variable = new Key();
        publish(Map.of(variable, initial));
        return variable;
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body) {
        try (Aborts.Call call = aborts.call()) {
            while (true) {
                call.attempt();
                Attempt attempt = new Attempt(state);
                R result;
                try {
                    result = body.apply(attempt);
                } catch (RuntimeException e) {
                    if (fault == Fault.DIRTY_WRITE) {
                        attempt.commit();
                    }
                    throw e;
                }
                if (attempt.commit()) {
                    return result;
                }
            }
        }
    }

    @Override
    public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
        Map<Variable, Version> instant = state;
        return body.apply((View) variable -> {
            dawdle();
            return valueIn(fault == Fault.TORN_SNAPSHOT ? state : instant, variable);
        });
    }

    @Override
    public boolean transfer(Variable from, Variable to, long amount) {
        if (fault != Fault.LATE_CHECK) {
            return Engine.super.transfer(from, to, amount);
        }
        Checks.notNegative(amount);
        if (!this.<Boolean>atomically(tx -> tx.get(from) >= amount)) {
            return false;
        }
        dawdle();
        return atomically(tx -> {
            tx.set(from, tx.get(from) - amount);
            tx.set(to, tx.get(to) + amount);
            return true;
        });
    }

    @Override
    public OptionalLong aborts() {
        return OptionalLong.of(aborts.count());
    }

    private synchronized void publish(Map<Variable, Long> writes) {
        Map<Variable, Version> next = new HashMap<>(state);
        writes.forEach((variable, value) ->
                next.merge(variable, new Version(value, 0), (old, added) -> new Version(added.value, old.number + 1)));
        state = next;
    }

    private static long valueIn(Map<Variable, Version> values, Variable variable) {
        return version(values, variable).value;
    }

    private static Version version(Map<Variable, Version> values, Variable variable) {
        Version version = values.get(variable);
        if (version == null) {
            throw new ClassCastException("a variable of another engine");
        }
        return version;
    }

    private static void dawdle() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int way = random.nextInt(16);
        if (way == 0) {
            Thread.yield();
        }
        for (int round = way == 1 ? random.nextInt(LONGEST_SPIN) : 0; round > 0; round--) {
            Thread.onSpinWait();
        }
    }

    private final class Attempt implements Transaction {
        private final Map<Variable, Version> start;
        private final Map<Variable, Long> writes = new HashMap<>();
        private final Set<Variable> reads = new HashSet<>();

        Attempt(Map<Variable, Version> start) {
            this.start = start;
        }

        @Override
        public long get(Variable variable) {
            dawdle();
            Long written = writes.get(variable);
            if (written != null) {
                return written;
            }
            reads.add(variable);
            return valueIn(start, variable);
        }

        @Override
        public void set(Variable variable, long value) {
            dawdle();
            writes.put(variable, value);
        }

        boolean commit() {
            dawdle();
            synchronized (BrokenEngine.this) {
                boolean unchanged =
                        switch (fault) {
                            case LOST_UPDATE -> true;
                            case WRITE_SKEW -> writes.keySet().stream().allMatch(this::unchanged);
                            case NONE, TORN_SNAPSHOT, DIRTY_WRITE, LATE_CHECK ->
                                reads.stream().allMatch(this::unchanged);
                        };
                if (unchanged) {
                    publish(writes);
                }
                return unchanged;
            }
        }

        private boolean unchanged(Variable variable) {
            return version(state, variable).number == version(start, variable).number;
        }
    }
}
