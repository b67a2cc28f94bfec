package dev.tvar.stm.testing.planted;

import static dev.tvar.stm.testing.planted.Guards.longProgram;
import static dev.tvar.stm.testing.planted.Guards.program;
import static dev.tvar.stm.testing.planted.Invariant.*;
import static dev.tvar.stm.testing.planted.Mutant.in;

import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.explore.AsyncPrograms;
import dev.tvar.stm.testing.explore.Planted;
import dev.tvar.stm.testing.explore.Programs;
import java.util.concurrent.atomic.AtomicInteger;

/** Bugs in waits and wake-ups. */
enum WaitBug implements PlantedBug {
    FORGET_TO_WAKE(I4, Step.WAKE, "a commit wakes no waiter", program(Programs.HAND_OVER)),
    FORGET_TO_HAND_ON(I4, Step.HAND_ON, "a woken waiter wakes no others", longProgram(Programs.THREE_WAITERS)),
    FORGET_TO_TELL_A_WAITER(I4, Step.TELL_WAITER, "a waiter is unparked and not notified", program(Programs.HAND_OVER)),
    FORGET_TO_UNPARK(I4, Step.UNPARK, "a waiter is notified and not unparked", program(Programs.HAND_OVER)),
    WAIT_UNANNOUNCED(I4, Step.SET_AWAITED, "the W bit is not set", program(Programs.HAND_OVER)),
    SLEEP_WITHOUT_LOOKING(
            I4,
            in("Retry.announce").call("haveSameVersion").returns(true),
            "sleeps though what it read has changed",
            program(Programs.HAND_OVER)),
    LEAVE_A_WAITER_BEHIND(
            I4,
            Step.DEREGISTER,
            "a waiter stays in the list",
            program(Programs.EITHER_OF_TWO).andTest("progress.WaiterCleanupTest")),
    CALL_BACK_BEFORE_THE_LAST_LOOK(
            I4,
            in("Callback.isRegistering").returns(false),
            "a callback is handed over while it still registers",
            longProgram(AsyncPrograms.CALLBACK_OF_TWO)),
    CALL_BACK_TWICE(
            I4,
            in("Callback.isEnded").returns(false),
            "a second wake-up hands a callback over again",
            longProgram(AsyncPrograms.CALLBACK_OF_TWO)),
    ARM_WITHOUT_LOOKING(I4, Step.ARM, "a callback is armed after its wake-up", program(AsyncPrograms.CALLBACK)),
    FORGET_TO_HAND_OVER(I4, Step.HAND_OVER, "a woken callback is not handed over", program(AsyncPrograms.CALLBACK)),
    LEAVE_ONE_LIST_OF_TWO(
            I4, Step.DEREGISTER, "a waiter leaves every other list only", program(AsyncPrograms.CALLBACK)) {
        @Override
        public Planted omission() {
            AtomicInteger leaves = new AtomicInteger();
            return (step, cell) -> step == Step.DEREGISTER && leaves.incrementAndGet() % 2 == 0;
        }

        @Override
        public String place() {
            return super.place() + ", every other time";
        }
    },
    LEAVE_A_CANCELLED_WAITER_BEHIND(
            I4,
            in("AsyncTransaction.end").call("release").isOmitted(),
            "a cancelled transaction stays in the lists",
            program(AsyncPrograms.CANCELLED_CALLBACK)),
    SKIP_THE_NEWEST_VALUE(
            I4,
            in("ChangesSubscription.next").call("endsAtOnce").returns(false),
            "a stream does not look for a value after a delivery",
            program(AsyncPrograms.CHANGES)),
    COMMIT_WHAT_WAS_CANCELLED(
            I3, Step.DECIDE, "a cancelled transaction commits", program(AsyncPrograms.CANCELLED_CALLBACK));

    private final Fault fault;

    WaitBug(Invariant invariant, Step step, String effect, Guards guards) {
        fault = new Fault(invariant, step, null, effect, guards);
    }

    WaitBug(Invariant invariant, Mutant mutant, String effect, Guards guards) {
        fault = new Fault(invariant, null, mutant, effect, guards);
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
