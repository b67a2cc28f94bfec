package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.cell.Inspection;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.tx.Leftovers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a scenario, as the scheduler sees it. The thread behind it is used for one schedule after the other. All
 * fields belong to the thread that has the turn.
 */
final class ControlledThread {
    /** The action that a thread takes when it gets the turn. */
    enum State {
        /** Take its next step. */
        READY,
        /** Re-read the variable it read last, which is useless until that variable changes. */
        SPINNING,
        /** Sleep, unless it was woken. */
        PARKED,
        /** Nothing until its call to the outside returns, which waits there for another thread. */
        BLOCKED,
        /** Nothing any more. */
        ENDED
    }

    final int index;
    final Thread thread;
    final Chance chance;

    /** The continuation with which the driver resumes the thread, if it is a virtual one. */
    volatile @Nullable Runnable continuation;

    /** Whether the thread is idle between two steps and waits to be resumed. */
    volatile boolean idle;

    private final Scheduler scheduler;
    private final Driver driver;

    // ---- for one schedule
    String name = "";
    private Scenario.Body body = () -> {};
    State state = State.ENDED;

    /** The next step, as an {@link Operation}, unless the state says otherwise. */
    int operation;

    /** The variable that was read last, and the count of its changes at that time: for spinning. */
    int lookedAt;

    int changesSeen;

    boolean permit;
    long deadline;

    /** The schedule has ended before this thread: an error unwinds the thread. */
    boolean unwinding;

    boolean ledOut;

    int stepsAfterTheEnd;

    /** A value is being turned into text: user code, which must neither get a turn nor block. */
    boolean showing;

    /** The thread evaluates a rule: steps of the engine are taken without a turn. */
    boolean judging;

    // ---- the variables for which it is registered as a waiter, with the versions it saw
    private Object[] awaited = new Object[4];
    private long[] versions = new long[4];
    private int registered;

    // ---- its calls to the outside
    /** Where it is with them; also used by threads without the turn. */
    final CallMark call = new CallMark();

    /** The last call, in words. */
    @Nullable
    String outside;

    /** How to recognise that it waits. */
    @Nullable
    Waits waits;

    /** The row of its last step in the trace. */
    Columns.@Nullable Row row;

    ControlledThread(int index, Scheduler scheduler, Driver driver) {
        this.index = index;
        this.scheduler = scheduler;
        this.driver = driver;
        chance = new Chance(index + 1);
        thread = driver.newThread(this);
    }

    /** The loop of the underlying thread: one body after the other. */
    void work() {
        while (!driver.isClosed()) {
            Throwable thrown = null;
            try {
                if (!unwinding) {
                    if (!thread.getName().equals(name)) {
                        thread.setName(name);
                    }
                    Leftovers.clearThread(); // nothing is left of the last schedule, in which the engine may have been
                    // broken
                    body.run();
                }
            } catch (Throwable t) {
                thrown = t;
            }
            Thread.interrupted(); // nothing is left for the next schedule
            driver.pass(this, scheduler.ended(this, thrown));
        }
    }

    void begin(String newName, Scenario.Body newBody) {
        name = newName;
        body = newBody;
        state = State.READY;
        operation = Operation.NONE;
        lookedAt = Operation.NONE;
        changesSeen = 0;
        permit = false;
        unwinding = false;
        ledOut = false;
        stepsAfterTheEnd = 0;
        outside = null;
        waits = null;
        row = null;
        chance.restart();
        forgetRegistrations();
    }

    /** The step that begins is the one recorded as its next operation. */
    void takes(Step step, @Nullable Object cell, int number, Round round) {
        switch (step) {
            case LOOK_AT_STAMP, LOOK_AT_QUEUE -> {
                lookedAt = operation;
                changesSeen = round.memory.changes(number);
                if (isRegistered() && cell != null) {
                    sees(cell, Inspection.versionOf(cell));
                }
            }
            case STORE -> round.progress();
            case REGISTER -> {
                if (cell != null) {
                    register(cell, Inspection.versionOf(cell));
                }
            }
            case DEREGISTER -> forgetRegistrations();
            default -> {
                if (step.changes() && (step.place() == Step.Place.STAMP || step.place() == Step.Place.TICKET)) {
                    round.memory.changed(number);
                }
            }
        }
    }

    // ---- waiting

    private void register(Object cell, long version) {
        if (registered == awaited.length) {
            awaited = Arrays.copyOf(awaited, 2 * registered);
            versions = Arrays.copyOf(versions, 2 * registered);
        }
        awaited[registered] = cell;
        versions[registered] = version;
        registered++;
    }

    boolean isRegistered() {
        return registered > 0;
    }

    /** A waiter re-reads a variable before it sleeps: it waits for a change of that version. */
    private void sees(Object cell, long version) {
        for (int i = 0; i < registered; i++) {
            if (awaited[i] == cell) {
                versions[i] = version;
            }
        }
    }

    void forgetRegistrations() {
        Arrays.fill(awaited, 0, registered, null);
        registered = 0;
    }

    int registrations() {
        return registered;
    }

    Object awaited(int i) {
        return awaited[i];
    }

    long versionSeen(int i) {
        return versions[i];
    }
}
