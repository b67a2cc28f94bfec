package dev.tvar.stm.internal;

import dev.tvar.stm.internal.WaitList.Place;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * Goal. A transaction that retried sleeps until a variable that it read changes, and misses no change.
 *
 * Mechanism. For each cell that was read: enter its list, then set the W bit of its stamp by a CAS that succeeds only on
 * the very version that was read, unlocked. A committer takes its lock by CAS on the same word, so it has seen W;
 * having stored its values and released its locks, it wakes the waiters on the lists of such cells: the first ones
 * itself, the others through them (WaitList).
 *
 * Why no wake-up is lost. At the CAS the cell still has the version that was read: a change before the CAS makes it
 * fail, and then there is no wait; a change after it comes from a committer that saw W, and that finds the waiter on
 * the list, since the waiter entered before the CAS. Where W was already set the argument is the same, with the read of
 * the word instead of the CAS. A change of an earlier cell while later ones are still being registered finds the waiter
 * too: the wake-up is a flag that stays set.
 *
 * A platform thread spins briefly before it parks (LookOut).
 *
 * Cost. One CAS per cell, the first time; one node per cell and waiter. Every change of such a cell wakes all its
 * waiters. A waiter that depends on answers of isAtLeast sleeps again without running its body if they stay the same.
 */

/** One waiting transaction. */
final class Waiter implements Supplier<List<?>> {
    private final Thread thread = Thread.currentThread();
    private final boolean handsOn = Seam.isScheduled() || !Context.isVirtual(thread);
    private volatile boolean woken;

    /** The place taken last, linked to the earlier ones. */
    private @Nullable Place places;

    Waiter() {}

    /**
     * Sleeps until a variable or answer that the attempt depends on changes.
     *
     * @return false if the deadline passed first
     * @throws InterruptedException if the thread was interrupted; its flag is then cleared
     */
    static boolean await(Validation validation, long deadline, LiveWait wait) throws InterruptedException {
        boolean unchanged = true;
        while (unchanged) {
            Waiter waiter = new Waiter();
            wait.goesFor(waiter);
            try {
                if (waiter.register(validation) && !waiter.sleep(deadline, wait)) {
                    return false;
                }
            } finally {
                waiter.deregister();
            }
            unchanged = validation.readsHold() && answersHold(validation);
        }
        return true;
    }

    void wake() {
        if (Seam.goes(Step.TELL_WAITER, null)) {
            woken = true;
        }
        if (Seam.goes(Step.UNPARK, null)) {
            Seam.wakeUp(thread);
        }
    }

    /**
     * Whether this waiter is certain to wake others once it is awake: true for a platform thread, whatever runs on the
     * processors.
     */
    boolean handsOn() {
        return handsOn;
    }

    /** Enters all lists; returns false as soon as a variable or answer has changed. */
    private boolean register(Validation validation) {
        for (Access a = validation.first(), end = validation.end(); a != end; a = AccessSet.next(a)) {
            if (a.isDependedOn()) {
                enter(a.cell);
                if (!a.has(Access.READ)) {
                    announce(a.cell);
                } else if (!announce(a.cell, a.word)) {
                    return false;
                }
            }
        }
        return answersHold(validation);
    }

    /** Whether all answers are unchanged; any moment is good enough here, for a later change wakes this waiter. */
    private static boolean answersHold(Validation validation) {
        return validation.answersAt(Long.MAX_VALUE) == Answers.Verdict.HOLD;
    }

    private void enter(Cell cell) {
        Seam.goes(Step.REGISTER, cell);
        places = cell.waiters().add(cell, this, places);
    }

    /** Sets W on the version that was seen; returns false if the cell has another version. */
    private static boolean announce(Cell cell, long seen) {
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (!Stamp.haveSameVersion(word, seen)) {
                return false;
            }
            if (!Stamp.isLocked(word) && (Stamp.isAwaited(word) || cell.trySetAwaited(word))) {
                return true;
            }
            Spin.pause(spins);
        }
    }

    /** Sets W on the present version, whichever it is; the caller checks the value afterwards. */
    private static void announce(Cell cell) {
        while (!announce(cell, cell.stamp())) {
            Thread.onSpinWait();
        }
    }

    private boolean sleep(long deadline, LiveWait wait) throws InterruptedException {
        LookOut.before(this, thread);
        if (!woken) {
            wait.sleeps();
        }
        while (!isWoken()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (Deadline.hasPassed(deadline)) {
                return false;
            }
            Seam.parkUntil(this, deadline);
        }
        LookOut.after(thread);
        return true;
    }

    /** Whether the wake-up has arrived; used by the spin before parking, and not a step of the engine. */
    boolean wasToldToWake() {
        return woken;
    }

    private boolean isWoken() {
        Seam.goes(Step.LOOK_FOR_WAKE_UP, null);
        return woken;
    }

    private void deregister() {
        for (Place place = places; place != null; place = place.earlier) {
            if (Seam.goes(Step.DEREGISTER, null)) {
                place.leave();
            }
        }
    }

    /**
     * Returns the first variables that are waited for, up to the number that diagnostics show, and then "..." if there
     * are more. For diagnostics: called by any thread, normally while the waiter sleeps and its places do not change;
     * at other times some may be missing.
     */
    @Override
    public List<?> get() {
        Set<Object> cells = new LinkedHashSet<>();
        for (Place place = places; place != null; place = place.earlier) {
            cells.add(place.cell);
        }
        List<Object> first = new ArrayList<>(cells);
        Collections.reverse(first);
        if (first.size() > Call.NAMED) {
            first.subList(Call.NAMED, first.size()).clear();
            first.add("...");
        }
        return first;
    }
}
