package dev.tvar.stm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where looking out before parking is of use, and where it is not. */
@Tag("seam")
class SpinTest {
    @AfterEach
    void takeOutTheSeam() {
        Seam.install(null);
    }

    @Test
    void aPlatformThreadLooksOutForItsWakeUpIfAnotherCanRunMeanwhile() {
        int expected = Runtime.getRuntime().availableProcessors() > 1 ? 256 : 0;
        assertEquals(expected, Spin.beforeParking(Thread.currentThread()));
    }

    @Test
    void underASchedulerThereIsNothingToLookOutFor() {
        Seam.install(new Seam() {
            @Override
            protected boolean proceed(Step step, @Nullable Cell cell) {
                return true;
            }

            @Override
            protected boolean schedules() {
                return true;
            }
        });
        assertEquals(0, Spin.beforeParking(Thread.currentThread()));
    }

    @Test
    void aVirtualThreadLeavesItsCarrierToOthers() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) {
            return; // there are none
        }
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        Thread virtual = (Thread) Class.forName("java.lang.Thread$Builder")
                .getMethod("unstarted", Runnable.class)
                .invoke(builder, (Runnable) () -> {});
        assertEquals(0, Spin.beforeParking(virtual));
    }
}
