package dev.tvar.stm.examples.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long MILLI = 1_000_000;

    private final Timeline timeline = new Timeline(1_000);

    @Test
    void timeWithoutAuditsHasNoSlice() {
        assertEquals(List.of(), timeline.slices());
        timeline.saw(MILLI, 1_000, 0);
        assertEquals(1, timeline.slices().size());
    }

    @Test
    void aSliceKeepsTheTotalThatIsFurthestFromTheRightOneOnEitherSide() {
        timeline.saw(10, 1_000, 0);
        timeline.saw(20, 930, 0);
        timeline.saw(30, 1_060, 0);
        assertEquals(List.of(new Timeline.Slice(0.1, 3, 2, 930, 0)), timeline.slices());
        timeline.saw(40, 1_080, 5);
        assertEquals(List.of(new Timeline.Slice(0.1, 4, 3, 1_080, 5)), timeline.slices());
    }

    @Test
    void howeverLongItTakesNothingIsForgottenAndTheSlicesStayFew() {
        SplittableRandom random = new SplittableRandom(4);
        long nanos = 0;
        long wrong = 0;
        for (int i = 0; i < 10_000; i++) {
            nanos += random.nextInt(2 * (int) MILLI);
            boolean right = random.nextBoolean();
            wrong += right ? 0 : 1;
            timeline.saw(nanos, right ? 1_000 : 990, i);
        }
        List<Timeline.Slice> slices = timeline.slices();
        assertTrue(slices.size() > Timeline.SLICES / 2 - 1 && slices.size() <= Timeline.SLICES, "" + slices.size());
        assertEquals(10_000, slices.stream().mapToLong(Timeline.Slice::audits).sum());
        assertEquals(wrong, slices.stream().mapToLong(Timeline.Slice::wrong).sum());
        assertEquals(9_999, slices.get(slices.size() - 1).aborts());
        assertTrue(slices.get(slices.size() - 1).millis() * MILLI >= nanos);
        for (int i = 1; i < slices.size(); i++) {
            assertTrue(slices.get(i).aborts() >= slices.get(i - 1).aborts());
            assertTrue(slices.get(i).millis() > slices.get(i - 1).millis());
        }
    }

    @Test
    void oneLateAuditIsFoldedInAtOnce() {
        timeline.saw(10, 990, 1);
        timeline.saw(3_600_000 * MILLI, 1_000, 2);
        List<Timeline.Slice> slices = timeline.slices();
        assertEquals(2, slices.size());
        assertEquals(990, slices.get(0).furthest());
        assertEquals(1_000, slices.get(1).furthest());
    }
}
