package dev.tvar.stm.benchmarks.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictionTest {
    private static final int ACCOUNTS = 1024;
    private static final double LOCAL = 40;
    private static final double LINE = 80;

    private static Prediction of(Variant variant, int cores, double lineNanos) {
        return Prediction.of(variant, cores, ACCOUNTS, LOCAL, lineNanos);
    }

    @ParameterizedTest
    @EnumSource
    void oneCoreDoesTheLocalWorkAndNothingElse(Variant variant) {
        Prediction alone = Prediction.of(variant, 1, 16, LOCAL, LINE);
        assertEquals(1e9 / LOCAL, alone.perSecond(), 1e9 / LOCAL * 0.05);
        assertEquals(0, alone.aborts());
    }

    @ParameterizedTest
    @EnumSource
    void theSameInputGivesTheSameResult(Variant variant) {
        assertEquals(of(variant, 4, LINE), of(variant, 4, LINE));
    }

    @ParameterizedTest
    @EnumSource
    void dearerLinesAreNeverFaster(Variant variant) {
        assertTrue(of(variant, 4, 20).perSecond() > of(variant, 4, 200).perSecond());
    }

    @ParameterizedTest
    @EnumSource(names = {"OURS", "LEAPS", "FETCH_AND_ADD", "ORDERED_LOCKS"})
    void whereLinesAreFreeCoresAddUp(Variant variant) {
        double perCore = of(variant, 4, 0).perSecond() / of(variant, 1, 0).perSecond() / 4;
        assertEquals(1, perCore, 0.1);
    }

    @Test
    void oneLockServesOneAtATime() {
        double one = of(Variant.GLOBAL_LOCK, 1, LINE).perSecond();
        assertTrue(of(Variant.GLOBAL_LOCK, 8, LINE).perSecond() < one);
    }

    @Test
    void aClockThatEachCommitAdvancesIsTheLimit() {
        double advanced = of(Variant.FETCH_AND_ADD, 16, LINE).perSecond();
        assertTrue(advanced < 1e9 / LINE * 1.05, "one line, one commit at a time");
        assertTrue(advanced < of(Variant.OURS, 16, LINE).perSecond());
    }
}
