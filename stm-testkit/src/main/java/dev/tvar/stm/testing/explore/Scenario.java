package dev.tvar.stm.testing.explore;

import dev.tvar.stm.testing.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A small concurrent program: named threads, and a check when all have ended. Every schedule uses a
 * new scenario with new variables. Not thread-safe: one thread builds it, and it is not changed after
 * that.
 *
 * <p>The bodies should depend only on the variables of the scenario: on no clock, no random numbers
 * without a fixed seed, and no state that is kept from one schedule to the next; otherwise a schedule
 * cannot be repeated. They must not block outside a transaction.
 */
public final class Scenario {
    /** Each thread has a letter of its own in the text of a schedule. */
    static final int MOST_THREADS = 26;

    /** The work of a thread, or the check at the end. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs it.
         *
         * @throws Throwable any exception or error; it makes the schedule a failure
         */
        void run() throws Throwable;
    }

    final List<String> names = new ArrayList<>();
    final List<Body> bodies = new ArrayList<>();
    final Map<String, Rule> rules = new LinkedHashMap<>();

    @Nullable
    Body check;

    boolean mayWait;

    /** A scenario without threads. */
    public Scenario() {}

    /**
     * Adds a thread. An auditor is a thread that reads by snapshot and asserts.
     *
     * @param name its name in reports
     * @param body what it does
     * @return this scenario
     * @throws IllegalArgumentException if there are 26 threads already
     */
    public Scenario thread(String name, Body body) {
        if (names.size() == MOST_THREADS) {
            throw new IllegalArgumentException("a scenario has at most " + MOST_THREADS + " threads");
        }
        names.add(Objects.requireNonNull(name, "name"));
        bodies.add(Objects.requireNonNull(body, "body"));
        return this;
    }

    /**
     * Adds a rule, which must hold before the threads begin and after every commit. It is evaluated on the state right
     * after the commit, and the evaluation changes no schedule. The schedule ends at the commit that breaks the rule;
     * the failure has the values that the transaction read and wrote.
     *
     * @param name its name in reports
     * @param rule the condition on the variables of the scenario
     * @return this scenario
     * @throws IllegalArgumentException if there is a rule with this name already
     */
    public Scenario rule(String name, Rule rule) {
        Objects.requireNonNull(rule, "rule");
        if (rules.putIfAbsent(Objects.requireNonNull(name, "name"), rule) != null) {
            throw new IllegalArgumentException("the scenario has a rule \"" + name + "\" already");
        }
        return this;
    }

    /**
     * Sets the check that runs alone when all threads have ended, and throws if the invariant does not hold.
     *
     * @param invariant the check
     * @return this scenario
     */
    public Scenario atTheEnd(Body invariant) {
        check = Objects.requireNonNull(invariant, "invariant");
        return this;
    }

    /**
     * Makes it legal that threads still wait in {@code retry} when no thread is left to wake them; they are then ended by an
     * error. Without this, such waits are a deadlock. A thread that waits although a variable that it read has
     * changed is a lost wake-up in any case.
     *
     * @return this scenario
     */
    public Scenario threadsMayWait() {
        mayWait = true;
        return this;
    }
}
