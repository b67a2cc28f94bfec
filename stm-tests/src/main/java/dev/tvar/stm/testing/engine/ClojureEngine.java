package dev.tvar.stm.testing.engine;

import clojure.lang.LockingTransaction;
import clojure.lang.RT;
import clojure.lang.Ref;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Clojure's refs, one per variable. Reads are plain {@code deref} (snapshot isolation), or {@code ensure}, which
 * protects the refs read against writers. It has no read-only transactions: a snapshot is an ordinary one with plain
 * reads.
 */
final class ClojureEngine implements Engine {
    private final Aborts aborts = new Aborts();
    private final boolean ensuring;

    ClojureEngine(boolean ensuring) {
        this.ensuring = ensuring;
        RT.init();
    }

    @Override
    public String name() {
        return ensuring ? "clojure-ensure" : "clojure";
    }

    @Override
    public String product() {
        return Checks.jarOf(Ref.class, "clojure");
    }

    @Override
    public Variable variable(long initial) {
        return new Boxed(new Ref(initial));
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body) {
        return run(new Ambient(ensuring), body);
    }

    @Override
    public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
        return run(new Ambient(false), body);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the callable's result comes back as Object, null if it was null
    private <R extends @Nullable Object> R run(Ambient view, Function<? super Ambient, ? extends R> body) {
        try (Aborts.Call call = aborts.call()) {
            return (R) LockingTransaction.runInTransaction(() -> {
                call.attempt();
                return body.apply(view);
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a body cannot throw this", e);
        }
    }

    @Override
    public OptionalLong aborts() {
        return OptionalLong.of(aborts.count());
    }

    @Override
    public boolean mayGiveUp() {
        return true;
    }

    private record Boxed(Ref cell) implements Variable {}

    /** A ref finds the transaction of the current thread itself. */
    private record Ambient(boolean ensuring) implements Transaction {
        @Override
        public long get(Variable variable) {
            Ref cell = ((Boxed) variable).cell;
            if (ensuring) {
                cell.touch();
            }
            return (Long) cell.deref();
        }

        @Override
        public void set(Variable variable, long value) {
            ((Boxed) variable).cell.set(value);
        }
    }
}
