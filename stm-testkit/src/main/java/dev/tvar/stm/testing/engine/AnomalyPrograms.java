package dev.tvar.stm.testing.engine;

import dev.tvar.stm.testing.engine.Engine.Variable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The programs of {@link Anomaly}. Each returns the observation of the anomaly, or nothing. */
final class AnomalyPrograms {
    private static final int MANY_ATTEMPTS = 100;

    private AnomalyPrograms() {}

    static Optional<String> lostUpdate(Engine engine) {
        Variable x = engine.variable(0);
        Meanwhile<Long> t2 = new Meanwhile<>(engine, () -> add(engine, 1, x));
        engine.atomically(tx -> {
            long seen = tx.get(x);
            t2.runOnce();
            tx.set(x, seen + 1);
            return true;
        });
        t2.result();
        long found = now(engine, x).get(0);
        return found == 2 ? Optional.empty() : Optional.of("x=" + found);
    }

    static Optional<String> readSkew(Engine engine, boolean inSnapshot) {
        Variable x = engine.variable(50);
        Variable y = engine.variable(50);
        AtomicInteger attempts = new AtomicInteger();
        StringBuilder seen = new StringBuilder(); // by T1's thread only
        Meanwhile<Boolean> t2 = new Meanwhile<>(engine, () -> engine.transfer(x, y, 10));
        Function<Engine.View, Boolean> t1 = view -> {
            int attempt = attempts.incrementAndGet();
            long a = view.get(x);
            t2.runOnce();
            long b = view.get(y);
            if (a + b != 100) {
                seen.append("attempt " + attempt + " saw x=" + a + " y=" + b);
            }
            return true;
        };
        if (inSnapshot) {
            engine.snapshot(t1);
        } else {
            engine.atomically(t1);
        }
        t2.result();
        return seen.isEmpty() ? Optional.empty() : Optional.of(seen.toString());
    }

    static Optional<String> writeSkew(Engine engine) {
        Variable x = engine.variable(1);
        Variable y = engine.variable(1);
        Meanwhile<Boolean> t2 = new Meanwhile<>(
                engine,
                () -> engine.atomically(tx -> {
                    boolean both = tx.get(x) + tx.get(y) == 2;
                    if (both) {
                        tx.set(y, 0);
                    }
                    return both;
                }));
        engine.atomically(tx -> {
            boolean both = tx.get(x) + tx.get(y) == 2;
            if (both) {
                t2.runOnce();
                tx.set(x, 0);
            }
            return both;
        });
        t2.result();
        List<Long> found = now(engine, x, y);
        return found.get(0) + found.get(1) == 0
                ? Optional.of("x=" + found.get(0) + " y=" + found.get(1))
                : Optional.empty();
    }

    static Optional<String> dirtyRead(Engine engine) {
        Variable x = engine.variable(0);
        Meanwhile<Long> t2 = new Meanwhile<>(engine, () -> now(engine, x).get(0));
        try {
            engine.atomically(tx -> {
                tx.set(x, 1);
                t2.runOnce();
                throw new Deliberate();
            });
        } catch (Deliberate expected) {
            // the body's own
        }
        long seen = t2.result();
        return seen == 0 ? Optional.empty() : Optional.of("T2 read " + seen);
    }

    static Optional<String> writeSurvivesException(Engine engine) {
        Variable x = engine.variable(0);
        String arrived = "nothing";
        Deliberate thrown = new Deliberate();
        try {
            engine.atomically(tx -> {
                tx.set(x, 1);
                throw thrown;
            });
        } catch (RuntimeException e) {
            arrived = e == thrown ? "" : String.valueOf(e);
        }
        long found = now(engine, x).get(0);
        if (found != 0) {
            return Optional.of("x=" + found);
        }
        return arrived.isEmpty() ? Optional.empty() : Optional.of("the caller caught " + arrived);
    }

    static Optional<String> halfCommitAfterCatch(Engine engine) {
        Variable x = engine.variable(0);
        Variable y = engine.variable(0);
        Variable z = engine.variable(0);
        Meanwhile<Long> t2 = new Meanwhile<>(engine, () -> add(engine, 1, z, x)); // should it wait for x, it has z
        engine.atomically(tx -> {
            long seen = tx.get(x);
            t2.runOnce();
            try {
                tx.get(z);
                tx.set(x, seen + 10);
            } catch (Throwable swallowed) {
                // the mistake that the engine must survive
            }
            tx.set(y, 1);
            return true;
        });
        t2.result();
        List<Long> found = now(engine, x, y);
        return found.equals(List.of(11L, 1L))
                ? Optional.empty()
                : Optional.of("x=" + found.get(0) + " y=" + found.get(1));
    }

    static Optional<String> lostInterrupt(Engine engine) {
        Variable x = engine.variable(0);
        AtomicInteger attempts = new AtomicInteger();
        String outcome = "committed";
        try {
            engine.atomically(tx -> {
                if (attempts.incrementAndGet() == 1) {
                    Thread.currentThread().interrupt();
                }
                tx.set(x, 1);
                return true;
            });
        } catch (RuntimeException e) {
            outcome = "threw " + e;
        }
        boolean kept = Thread.interrupted();
        return kept ? Optional.empty() : Optional.of(outcome + " after " + attempts + " attempts, with the flag down");
    }

    static Optional<String> starved(Engine engine, boolean inSnapshot) {
        Variable x = engine.variable(1_000);
        Variable y = engine.variable(0);
        Variable z = engine.variable(0);
        AtomicInteger attempts = new AtomicInteger();
        Meanwhile<Boolean> t2 = new Meanwhile<>(engine, () -> engine.transfer(x, y, 1));
        Function<Engine.View, Long> read = view -> {
            long a = view.get(x);
            if (attempts.incrementAndGet() <= MANY_ATTEMPTS) {
                t2.runAgain();
            }
            return a + view.get(y);
        };
        if (inSnapshot) {
            engine.snapshot(read);
        } else {
            engine.atomically(tx -> {
                long sum = read.apply(tx);
                tx.set(z, 1);
                return sum;
            });
        }
        t2.result();
        return attempts.get() <= MANY_ATTEMPTS
                ? Optional.empty()
                : Optional.of("T2 committed in each of " + MANY_ATTEMPTS + " attempts");
    }

    private static List<Long> now(Engine engine, Variable... variables) {
        return engine.snapshot(
                view -> List.of(variables).stream().map(view::get).toList());
    }

    private static long add(Engine engine, long delta, Variable... variables) {
        return engine.atomically(tx -> {
            for (Variable variable : variables) {
                tx.set(variable, tx.get(variable) + delta);
            }
            return delta;
        });
    }

    /** An exception that a body throws on purpose. */
    private static final class Deliberate extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Deliberate() {
            super("thrown by the body on purpose");
        }
    }

    /** T2: runs in a thread of its own when T1 reaches the call. */
    private static final class Meanwhile<R> {
        private final Supplier<R> body;
        private @Nullable Daemon<R> running;

        Meanwhile(Engine engine, Supplier<R> body) {
            this.body = body;
            warmUp(engine);
        }

        /** Loads the classes in advance, so that waiting for class loading is not mistaken for waiting for a lock. */
        private static void warmUp(Engine engine) {
            Variable from = engine.variable(1);
            Variable to = engine.variable(0);
            engine.transfer(from, to, 1);
            add(engine, 1, from);
            now(engine, from, to);
        }

        void runOnce() {
            if (running == null) {
                run();
            }
        }

        /** As {@link #runOnce}, but runs at each call, unless T2 still waits since the last one. */
        void runAgain() {
            if (running == null || running.isDone()) {
                run();
            }
        }

        private void run() {
            Daemon<R> daemon = Daemon.start("T2", body::get);
            running = daemon;
            daemon.awaitEndOrWait();
        }

        R result() {
            if (running == null) {
                throw new IllegalStateException("T1 did not come by");
            }
            return running.result();
        }
    }
}
