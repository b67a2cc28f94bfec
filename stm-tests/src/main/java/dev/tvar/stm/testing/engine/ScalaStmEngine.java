package dev.tvar.stm.testing.engine;

import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import scala.concurrent.stm.Ref;
import scala.concurrent.stm.japi.STM;

/**
 * ScalaSTM through its Java interface, with one {@code Ref.View<Long>} per variable. It has no read-only transactions: a
 * snapshot is an ordinary one.
 */
final class ScalaStmEngine implements Engine {
    private final Aborts aborts = new Aborts();

    ScalaStmEngine() {
        variable(0); // finds a missing jar now, not at first use
    }

    @Override
    public String name() {
        return "scala-stm";
    }

    @Override
    public String product() {
        return Checks.jarOf(STM.class, "scala-stm");
    }

    @Override
    public Variable variable(long initial) {
        return new Boxed(STM.newRef(initial));
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body) {
        return run(body);
    }

    @Override
    public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
        return run(body);
    }

    private <R extends @Nullable Object> R run(Function<? super Transaction, ? extends R> body) {
        try (Aborts.Call call = aborts.call()) {
            return STM.atomic((Callable<R>) () -> {
                call.attempt();
                return body.apply(new Ambient());
            });
        }
    }

    @Override
    public OptionalLong aborts() {
        return OptionalLong.of(aborts.count());
    }

    private record Boxed(Ref.View<Long> cell) implements Variable {}

    /** The view of a ref finds the transaction of the current thread itself. */
    private record Ambient() implements Transaction {
        @Override
        public long get(Variable variable) {
            return ((Boxed) variable).cell.get();
        }

        @Override
        public void set(Variable variable, long value) {
            ((Boxed) variable).cell.set(value);
        }
    }
}
