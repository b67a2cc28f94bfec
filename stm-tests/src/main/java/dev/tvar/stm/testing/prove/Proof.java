package dev.tvar.stm.testing.prove;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.testing.prove.Counterexample.Shrinking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.sessions.JqwikSession;

/** Tries properties on a target. */
public final class Proof {
    private Proof() {}

    /**
     * Tries the properties of a plan, one after the other, until one hangs. An interrupt of the calling
     * thread ends the proof with the results so far, and leaves the interrupt flag set.
     *
     * @param target the engine under test
     * @param plan the properties, and the effort
     * @param watcher receives the progress
     * @return a result for each property that was begun
     * @throws IllegalArgumentException if a property cannot be tried on the target, or not in this JVM; the message says why
     */
    public static List<Result> of(Target target, Plan plan, Watcher watcher) {
        requirePossible(target, plan);
        return inSession(() -> tryAll(property -> search(target, property, plan), plan, watcher));
    }

    /**
     * Tries {@link Property#SERVICE} on a service. An interrupt ends the proof as for engines.
     *
     * @param target the service under test
     * @param plan the effort
     * @param watcher receives the progress
     * @return one result
     * @throws IllegalArgumentException if the plan has another property
     */
    public static List<Result> of(ServiceTarget target, Plan plan, Watcher watcher) {
        if (!plan.properties().equals(List.of(Property.SERVICE))) {
            throw new IllegalArgumentException("a service has the property service only, not " + plan.properties());
        }
        return inSession(() -> tryAll(
                property -> new Search<>(ServiceTrial.of(target, plan.stuckLimit()), property, plan), plan, watcher));
    }

    private static List<Result> inSession(Supplier<List<Result>> proof) {
        if (JqwikSession.isActive()) {
            return proof.get();
        }
        JqwikSession.start();
        try {
            return proof.get();
        } finally {
            JqwikSession.finish();
        }
    }

    /**
     * Checks that a plan can be tried on a target.
     *
     * @param target what to try
     * @param plan what would be tried
     * @throws IllegalArgumentException as {@link #of}
     */
    public static void requirePossible(Target target, Plan plan) {
        if (!plan.properties().contains(Property.SCHEDULES)) {
            return;
        }
        if (!target.isWholeLibrary()) {
            throw new IllegalArgumentException(Property.SCHEDULES
                    + " can be chosen in the engine of this library only, not in '" + target.name() + "'");
        }
        if (!Seam.ON) {
            throw new IllegalArgumentException(
                    Property.SCHEDULES + " can be chosen in a JVM with -Ddev.tvar.stm.seam=true only");
        }
    }

    private static List<Result> tryAll(Function<Property, Search<?>> search, Plan plan, Watcher watcher) {
        List<Result> results = new ArrayList<>();
        int all = plan.properties().size();
        Duration left = plan.timeLimit();
        for (int i = 0; i < all; i++) {
            int done = i;
            Property property = plan.properties().get(i);
            Duration limit = left.dividedBy(all - i);
            Result result = search.apply(property)
                    .run(limit, part -> watcher.at(property.toString(), (done + Math.min(part, 1)) / all));
            results.add(result);
            left = left.minus(result.elapsed());
            if (result.ending() == Result.Ending.STOPPED
                    || Thread.currentThread().isInterrupted()
                    || hangs(result)) {
                break;
            }
        }
        return results;
    }

    private static Search<?> search(Target target, Property property, Plan plan) {
        return switch (property) {
            case CONSERVATION -> new Search<>(new BankTrial(target, plan.stuckLimit()), property, plan);
            case SCHEDULES -> new Search<>(new ScheduleTrial(plan.stuckLimit(), plan.detail()), property, plan);
            case PROGRAMS -> new Search<>(new ProgramTrial(target, plan.stuckLimit()), property, plan);
            case SERVICE -> new Search<>(ServiceTrial.of(target, plan.stuckLimit()), property, plan);
        };
    }

    private static boolean hangs(Result result) {
        return result.counterexample()
                .filter(found -> found.shrinking() == Shrinking.HUNG)
                .isPresent();
    }
}
