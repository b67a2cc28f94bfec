package dev.tvar.stm.internal.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The versions that commits take, and the bound on how far they run ahead of the clock. */
class ClockTest {
    @Test
    void anAdvancePassesEveryVersionThatMayBePublished() {
        long before = Clock.now();
        assertEquals(before + Clock.RUN_AHEAD + 1, Clock.leap());
        assertEquals(before + Clock.RUN_AHEAD + 1, Clock.now());
    }

    @Test
    void aVersionExceedsTheClockAndTheVersionsItOverwrites() {
        long now = Clock.now();
        assertEquals(now + 1, Clock.commitVersion(now, 0));
        assertEquals(now + 1, Clock.commitVersion(now, now));
        assertEquals(now + 6, Clock.commitVersion(now, now + 5));
        assertEquals(now, Clock.now());
    }

    @Test
    void theCommitThatWouldRunTooFarAheadAdvancesTheClock() {
        long now = Clock.now();
        assertEquals(now + Clock.RUN_AHEAD, Clock.commitVersion(now, now + Clock.RUN_AHEAD - 1));
        assertEquals(now, Clock.now());
        assertEquals(now + Clock.RUN_AHEAD + 1, Clock.commitVersion(now, now + Clock.RUN_AHEAD));
        assertEquals(now + Clock.RUN_AHEAD + 1, Clock.now());
    }

    @Test
    void theClockNeverGoesBack() {
        long now = Clock.now();
        Clock.advanceTo(now - 1);
        assertEquals(now, Clock.now());
        Clock.advanceTo(now + 2);
        assertEquals(now + 2, Clock.now());
        assertTrue(Clock.leap() > now + 2);
    }
}
