package dev.tvar.stm.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A duration is shown in the notation that people use. */
class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.000000001S, 1 ns",
        "PT0.000000999S, 999 ns",
        "PT0.000001S, 1 µs",
        "PT0.0000205S, 20.5 µs",
        "PT0.02S, 20 ms",
        "PT0.9999999S, 999.999 ms",
        "PT1S, 1 s",
        "PT1.5S, 1.5 s",
        "PT3.123456789S, 3.123 s",
        "PT10S, 10 s",
        "PT59.9999S, 59.999 s",
        "PT1M, 1 min",
        "PT2M5.9S, 2 min 5 s",
        "PT1H, 1 h",
        "PT1H0M5S, 1 h 5 s",
        "PT25H1M, 1 d 1 h 1 min",
        "PT-5S, -5 s",
        "PT-0.000000001S, -1 ns",
    })
    void aDurationHasTheUnitThatFitsIt(Duration duration, String text) {
        assertEquals(text, Durations.text(duration));
    }

    @Test
    void theLongestAndTheMostNegativeAreShownInDays() {
        assertEquals(
                "106751991167300 d 15 h 30 min 7 s", Durations.text(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)));
        assertEquals("-106751991167300 d 15 h 30 min 8 s", Durations.text(Duration.ofSeconds(Long.MIN_VALUE)));
    }

    @Test
    void noDurationIsNone() {
        assertEquals("none", Durations.text(null));
    }
}
