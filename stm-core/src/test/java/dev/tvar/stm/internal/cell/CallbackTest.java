package dev.tvar.stm.internal.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of all that may end the wait of a callback, the first does, once, and only when it is armed. */
@Tag("seam")
class CallbackTest {
    private final Steps steps = Steps.watch();
    private final Cell cell = TLong.of(0);
    private final WaitList list = cell.waiters();

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    /** Counts its wake-ups, and records when it is handed over. */
    private static final class Counting extends Callback {
        private final String name;
        private final List<String> handedOver;
        int woken;

        Counting(String name, List<String> handedOver) {
            this.name = name;
            this.handedOver = handedOver;
        }

        @Override
        protected void woken() {
            woken++;
        }

        @Override
        public void handOver() {
            handedOver.add(name);
        }
    }

    private Counting entered() {
        Counting callback = new Counting("callback", new ArrayList<>());
        callback.enter(cell, list);
        return callback;
    }

    @Test
    void aWakeUpOfAnArmedCallbackIsDeliveredOnce() {
        Counting callback = entered();
        assertTrue(callback.arm());
        callback.wake();
        callback.wake();
        assertEquals(1, callback.woken);
        assertFalse(callback.end());
        callback.deregister();
        assertTrue(list.isEmpty());
    }

    @Test
    void aWakeUpDuringTheRegistrationLeavesItToTheCaller() {
        Counting callback = entered();
        callback.wake();
        assertEquals(0, callback.woken);
        assertFalse(callback.arm(), "the caller continues");
        callback.wake();
        assertEquals(0, callback.woken);
    }

    @Test
    void whoeverEndsTheWaitFirstContinuesIt() {
        Counting callback = entered();
        assertTrue(callback.arm());
        assertTrue(callback.end());
        assertFalse(callback.end());
        callback.wake();
        assertEquals(0, callback.woken);
    }

    @Test
    void anEndDuringTheRegistrationLeavesItToTheCaller() {
        Counting callback = entered();
        assertFalse(callback.end());
        assertFalse(callback.arm());
    }

    @Test
    void withoutALookAtTheWakeUpItIsArmedInAnyCase() {
        steps.without(Step.ARM);
        Counting callback = entered();
        callback.wake();
        assertTrue(callback.arm());
        assertTrue(callback.end(), "it was armed");
    }

    @Test
    void callbacksAreWokenAlongWithAThreadThatHandsTheWakeUpOnAndHandNothingOn() {
        Sleeper older = new Sleeper(true);
        older.enter(cell, list);
        Sleeper newer = new Sleeper(true);
        newer.enter(cell, list);
        List<Counting> callbacks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Counting callback = entered();
            assertTrue(callback.arm());
            callbacks.add(callback);
        }
        list.wakeAll();
        assertTrue(callbacks.stream().allMatch(each -> each.woken == 1));
        assertTrue(newer.wasToldToWake());
        callbacks.forEach(Callback::deregister);
        assertFalse(older.wasToldToWake());
        newer.deregister();
        assertTrue(older.wasToldToWake());
        older.deregister();
        assertTrue(list.isEmpty());
    }

    @Test
    void wokenCallbacksAreHandedOverInTheOrderOfTheirWakeUps() {
        List<String> order = new ArrayList<>();
        Callback all = new Counting("a", order).after(null);
        all = new Counting("b", order).after(all);
        all = new Counting("c", order).after(all);
        Callback.handOverAll(all);
        assertEquals(List.of("a", "b", "c"), order);
        Callback.handOverAll(new Counting("d", order).after(null));
        assertEquals(List.of("a", "b", "c", "d"), order);
    }
}
