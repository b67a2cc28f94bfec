package dev.tvar.stm.testing.explore;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Passes steps to the scheduler of the exploration that runs, if there is one. */
final class ExploredSteps implements Steps {
    static final ExploredSteps INSTANCE = new ExploredSteps();

    private static final Row NO_ROW = text -> {};

    private ExploredSteps() {}

    @Override
    public void before(String what) {
        Explorer.point(what);
    }

    @Override
    public <T> T call(String what, Waits waits, Callable<T> call) throws Exception {
        OutsideCalls outside = outside();
        return outside == null ? call.call() : outside.step(what, waits, false, call);
    }

    @Override
    public <T> T release(String what, Waits waits, Callable<T> call) throws Exception {
        OutsideCalls outside = outside();
        return outside == null ? call.call() : outside.step(what, waits, true, call);
    }

    @Override
    public <T> T wait(String what, Waits waits, Callable<T> call) throws Exception {
        OutsideCalls outside = outside();
        return outside == null ? call.call() : outside.between(what, waits, call);
    }

    @Override
    public boolean areTaken() {
        Scheduler present = Explorer.active();
        return present != null && present.self() != null;
    }

    @Override
    public Row row() {
        Scheduler present = Explorer.active();
        ControlledThread self = present == null ? null : present.self();
        Columns.Row row = self == null ? null : self.row;
        return row == null ? NO_ROW : text -> row.text += text;
    }

    /** The outside calls of the exploration, on a thread of its scenario. */
    private static @Nullable OutsideCalls outside() {
        Scheduler present = Explorer.active();
        if (present == null || present.self() == null) {
            return null;
        }
        OutsideCalls outside = present.outside();
        if (outside == null) {
            throw new IllegalStateException("a call to the outside in an exploration that does not allow it: use"
                    + " Explorer.withOutsideCalls()");
        }
        return outside;
    }
}
