package dev.tvar.stm.internal.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.internal.cell.WaitList.Place;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every waiter on the list is woken once, by the commit or by another waiter; a waiter that has left is not woken. */
@Tag("seam")
class WaitListTest {
    private final Steps steps = Steps.watch();
    private final Cell cell = TLong.of(0);
    private final WaitList list = cell.waiters();

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    /** A waiter and its place on the list. */
    private record Entered(Sleeper waiter, Place place) {
        boolean isWoken() {
            return waiter.wasToldToWake();
        }
    }

    private List<Entered> addSome(int count) {
        List<Entered> entered = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sleeper waiter = new Sleeper(true);
            entered.add(new Entered(waiter, list.add(cell, waiter, null)));
        }
        return entered;
    }

    private int woken() {
        return steps.count(Step.TELL_WAITER);
    }

    /** Lets the waiters that are awake leave, and those woken in turn, until all remaining waiters sleep. */
    private static void letTheWokenLeave(Collection<Entered> entered) {
        List<Entered> left = new ArrayList<>(entered);
        while (left.stream().anyMatch(Entered::isWoken)) {
            Entered awake = left.stream().filter(Entered::isWoken).findFirst().orElseThrow();
            left.remove(awake);
            awake.place.leave();
        }
    }

    @Test
    void aCommitWakesTheFirstAndTheyWakeTheOthers() {
        assertTrue(list.isEmpty());
        List<Entered> entered = addSome(8);
        assertFalse(list.isEmpty());
        list.wakeAll();
        assertEquals(WaitList.WOKEN_BY_COMMIT, woken());
        assertFalse(list.isEmpty());
        letTheWokenLeave(entered);
        assertTrue(list.isEmpty());
        assertTrue(entered.stream().allMatch(Entered::isWoken));
        assertEquals(8, woken());
        assertEquals(8, steps.unparked.size());
        list.wakeAll();
        assertEquals(8, woken());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aWaiterThatHasLeftIsNotWoken(int who) {
        List<Entered> entered = addSome(4);
        entered.remove(who).place.leave();
        list.wakeAll();
        letTheWokenLeave(entered);
        assertEquals(3, woken());
        assertTrue(entered.stream().allMatch(Entered::isWoken));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void aWaiterThatLeavesWhileDueIsNotWokenAndTheOthersAre(int who) {
        List<Entered> entered = addSome(8);
        list.wakeAll();
        List<Entered> due = new ArrayList<>(entered);
        due.removeIf(Entered::isWoken);
        Entered impatient = due.get(who);
        impatient.place.leave();
        assertEquals(1, woken(), "it carries no wake-up, and hands none on");
        letTheWokenLeave(entered);
        assertFalse(impatient.isWoken());
        assertEquals(7, woken());
        assertTrue(list.isEmpty());
    }

    /** The waiter leaves, by a time-out or an interrupt, at the moment when another thread is about to wake it. */
    @Test
    void aWaiterThatLeavesBeforeItsWakeUpHandsItOn() {
        List<Entered> entered = addSome(4);
        steps.before(Step.TELL_WAITER, 1, () -> entered.get(3).place.leave());
        list.wakeAll();
        assertEquals(
                1,
                entered.stream()
                        .filter(Entered::isWoken)
                        .filter(e -> e != entered.get(3))
                        .count());
        letTheWokenLeave(entered);
        assertTrue(entered.stream().allMatch(Entered::isWoken));
    }

    @Test
    void theWaiterDueLongestIsWokenFirst() {
        List<Entered> early = addSome(3);
        list.wakeAll();
        List<Entered> late = addSome(3);
        list.wakeAll();
        assertEquals(2, woken());
        assertTrue(late.stream().noneMatch(Entered::isWoken));
        List<Entered> all = new ArrayList<>(early);
        all.addAll(late);
        letTheWokenLeave(all);
        assertEquals(6, woken());
        assertTrue(list.isEmpty());
    }

    @Test
    void aWaiterThatIsNotCertainToHandTheWakeUpOnIsWokenAlongWithOneThatIs() {
        List<Entered> certain = addSome(2);
        Sleeper other = new Sleeper(false);
        Entered uncertain = new Entered(other, list.add(cell, other, null));
        list.wakeAll();
        assertTrue(uncertain.isWoken() && certain.get(1).isWoken());
        uncertain.place.leave();
        assertFalse(certain.get(0).isWoken());
        certain.get(1).place.leave();
        assertTrue(certain.get(0).isWoken());
        certain.get(0).place.leave();
    }

    @Test
    void withoutHandingOnTheOthersSleep() {
        steps.without(Step.HAND_ON);
        List<Entered> entered = addSome(4);
        list.wakeAll();
        letTheWokenLeave(entered);
        assertEquals(WaitList.WOKEN_BY_COMMIT, woken());
    }

    /** Commits, arrivals, time-outs and ends of waits in random order. */
    @Test
    void noRemainingWaiterIsForgotten() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Entered> present = new ArrayList<>();
            List<Entered> promised = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int move = random.nextInt(6);
                if (move == 0) {
                    list.wakeAll();
                    promised.addAll(present);
                } else if (move <= 2) {
                    present.addAll(addSome(1 + random.nextInt(3)));
                } else if (!present.isEmpty()) {
                    Entered who = present.remove(random.nextInt(present.size()));
                    who.place.leave();
                    if (!who.isWoken()) {
                        promised.removeAll(List.of(who));
                    }
                }
            }
            letTheWokenLeave(present);
            assertTrue(promised.stream().allMatch(Entered::isWoken), "seed " + seed);
            present.forEach(entered -> entered.place.leave());
            assertTrue(list.isEmpty(), "seed " + seed);
        }
    }

    @Test
    void allCanLeaveInAnyOrder() {
        for (int[] order : new int[][] {{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {1, 2, 0}, {0, 2, 1}, {2, 0, 1}}) {
            List<Entered> entered = addSome(3);
            for (int who : order) {
                assertFalse(list.isEmpty());
                entered.get(who).place.leave();
            }
            assertTrue(list.isEmpty());
        }
        assertEquals(0, woken());
    }

    @Test
    void leavingTwiceRemovesNoOtherWaiter() {
        List<Entered> entered = addSome(2);
        entered.get(1).place.leave();
        entered.addAll(addSome(1));
        entered.remove(1).place.leave();
        list.wakeAll();
        letTheWokenLeave(entered);
        assertEquals(2, woken());
    }

    @Test
    void leavingAfterTheWakeUpRemovesNoOtherWaiter() {
        List<Entered> entered = addSome(2);
        list.wakeAll();
        List<Entered> later = addSome(2);
        letTheWokenLeave(entered);
        entered.forEach(each -> each.place.leave());
        list.wakeAll();
        letTheWokenLeave(later);
        assertEquals(4, woken());
    }
}
