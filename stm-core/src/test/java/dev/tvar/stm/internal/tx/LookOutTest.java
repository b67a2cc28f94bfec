package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a waiting transaction spins before it parks, when it does not, and for how long. */
@Tag("seam")
class LookOutTest {
    /** Times of the clock may be negative. */
    private static final long BEGIN = -3;

    @AfterEach
    void takeOutTheSeam() {
        Seam.install(null);
    }

    @Test
    void aPlatformThreadSpinsIfAnotherProcessorCanRunTheWaker() {
        assertEquals(Runtime.getRuntime().availableProcessors() > 1, LookOut.isOfUse(Thread.currentThread()));
    }

    @Test
    void underASchedulerThereIsNoSpinning() {
        Seam.install(new Seam() {
            @Override
            protected boolean proceed(Step step, @Nullable Object cell) {
                return true;
            }

            @Override
            protected boolean schedules() {
                return true;
            }
        });
        assertFalse(LookOut.isOfUse(Thread.currentThread()));
    }

    @Test
    void aVirtualThreadDoesNotSpin() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) {
            return; // there are none
        }
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        Thread virtual = (Thread) Class.forName("java.lang.Thread$Builder")
                .getMethod("unstarted", Runnable.class)
                .invoke(builder, (Runnable) () -> {});
        assertFalse(LookOut.isOfUse(virtual));
    }

    @Test
    void afterAShortWaitTheThreadSpinsLonger() {
        LookOut lookOut = new LookOut();
        assertEquals(0, lookOut.begins(BEGIN), "the first wait");
        lookOut.ends(BEGIN + LookOut.SHORT_NANOS);
        assertEquals(LookOut.LOOK_NANOS, lookOut.begins(BEGIN), "after a short one");
        lookOut.ends(BEGIN + LookOut.SHORT_NANOS + 1);
        assertEquals(0, lookOut.begins(BEGIN), "after a long one");
    }

    @Test
    void anAbandonedWaitCountsAsLong() {
        LookOut lookOut = new LookOut();
        lookOut.begins(BEGIN);
        lookOut.ends(BEGIN + 1);
        lookOut.begins(BEGIN);
        assertEquals(0, lookOut.begins(BEGIN));
    }
}
