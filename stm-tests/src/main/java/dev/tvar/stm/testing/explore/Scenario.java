package dev.tvar.stm.testing.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A small concurrent program: named threads, and what must hold when all have ended. A new one, with new variables, is
 * made for every schedule. Filled by one thread and not changed after that.
 *
 * <p>The bodies should depend on nothing but the variables of the scenario: no clock, no random numbers without a fixed
 * seed, no state that is kept from one schedule to the next; otherwise a schedule cannot be repeated. They must not block
 * in anything but a transaction.
 */
public final class Scenario {
    /** Each thread has a letter of its own in the text of a schedule. */
    static final int MOST_THREADS = 26;

    /** What a thread does, or what is checked at the end. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs it.
         *
         * @throws Throwable whatever goes wrong; it makes the schedule a failure
         */
        void run() throws Throwable;
    }

    final List<String> names = new ArrayList<>();
    final List<Body> bodies = new ArrayList<>();

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
     * Sets what must hold when all threads have ended. It runs alone, and throws if it does not hold.
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
     * error. Otherwise that is a deadlock. A thread that waits although something that it read has changed is a lost
     * wake-up all the same.
     *
     * @return this scenario
     */
    public Scenario threadsMayWait() {
        mayWait = true;
        return this;
    }
}
