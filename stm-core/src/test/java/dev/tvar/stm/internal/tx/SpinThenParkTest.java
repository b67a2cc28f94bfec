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
class SpinThenParkTest {
    /** Times of the clock may be negative. */
    private static final long BEGIN = -3;

    @AfterEach
    void takeOutTheSeam() {
        Seam.install(null);
    }

    @Test
    void aPlatformThreadSpinsIfAnotherProcessorCanRunTheWaker() {
        assertEquals(Runtime.getRuntime().availableProcessors() > 1, SpinThenPark.isOfUse(Thread.currentThread()));
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
        assertFalse(SpinThenPark.isOfUse(Thread.currentThread()));
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
        assertFalse(SpinThenPark.isOfUse(virtual));
    }

    @Test
    void afterAShortWaitTheThreadSpinsLonger() {
        SpinThenPark spinThenPark = new SpinThenPark();
        assertEquals(0, spinThenPark.begins(BEGIN), "the first wait");
        spinThenPark.ends(BEGIN + SpinThenPark.SHORT_NANOS);
        assertEquals(SpinThenPark.LOOK_NANOS, spinThenPark.begins(BEGIN), "after a short one");
        spinThenPark.ends(BEGIN + SpinThenPark.SHORT_NANOS + 1);
        assertEquals(0, spinThenPark.begins(BEGIN), "after a long one");
    }

    @Test
    void anAbandonedWaitCountsAsLong() {
        SpinThenPark spinThenPark = new SpinThenPark();
        spinThenPark.begins(BEGIN);
        spinThenPark.ends(BEGIN + 1);
        spinThenPark.begins(BEGIN);
        assertEquals(0, spinThenPark.begins(BEGIN));
    }
}
