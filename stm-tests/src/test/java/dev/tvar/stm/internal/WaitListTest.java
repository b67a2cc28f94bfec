package dev.tvar.stm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.internal.WaitList.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever stands in the list is woken once; whoever has left is not. */
@Tag("seam")
class WaitListTest {
    private final Steps steps = Steps.watch();
    private final Cell cell = TLong.of(0);
    private final WaitList list = cell.waiters();

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    private List<Place> addSome(int count) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add(Cells.enter(cell));
        }
        return places;
    }

    private int woken() {
        return steps.count(Step.TELL_WAITER);
    }

    @Test
    void allAreWokenOnce() {
        assertTrue(list.isEmpty());
        addSome(3);
        assertFalse(list.isEmpty());
        list.wakeAll();
        assertTrue(list.isEmpty());
        assertEquals(3, woken());
        assertEquals(3, steps.unparked.size());
        list.wakeAll();
        assertEquals(3, woken());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whoHasLeftIsNotWoken(int who) {
        addSome(4).get(who).leave();
        list.wakeAll();
        assertEquals(3, woken());
    }

    @Test
    void allCanLeaveInAnyOrder() {
        for (int[] order : new int[][] {{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {1, 2, 0}, {0, 2, 1}, {2, 0, 1}}) {
            List<Place> places = addSome(3);
            for (int who : order) {
                assertFalse(list.isEmpty());
                places.get(who).leave();
            }
            assertTrue(list.isEmpty());
        }
        assertEquals(0, woken());
    }

    @Test
    void whoLeavesTwiceTakesNobodyWithHim() {
        List<Place> places = addSome(2);
        places.get(1).leave();
        addSome(1);
        places.get(1).leave();
        list.wakeAll();
        assertEquals(2, woken());
    }

    @Test
    void whoLeavesAfterTheWakeUpTakesNobodyWithHim() {
        List<Place> places = addSome(2);
        list.wakeAll();
        addSome(2);
        places.forEach(Place::leave);
        list.wakeAll();
        assertEquals(4, woken());
    }
}
