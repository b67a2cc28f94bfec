package dev.tvar.stm.examples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.compare.Workload;
import dev.tvar.stm.examples.engine.Engine;
import java.awt.Color;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LookTest {
    private static final int LINES = Math.max(Engine.values().length, Workload.values().length);

    @Test
    void linesAreDistinguishableWithoutColour() {
        Set<String> dashes = new HashSet<>();
        Set<List<Double>> markers = new HashSet<>();
        for (int i = 0; i < LINES; i++) {
            dashes.add(Arrays.toString(Look.of(i).stroke().getDashArray()));
            markers.add(outline(Look.of(i)));
        }
        assertEquals(LINES, dashes.size());
        assertEquals(LINES, markers.size());
    }

    private static List<Double> outline(Look look) {
        List<Double> outline = new ArrayList<>();
        double[] points = new double[6];
        for (PathIterator path = look.marker().getPathIterator(null); !path.isDone(); path.next()) {
            outline.add((double) path.currentSegment(points));
            outline.add(points[0]);
            outline.add(points[1]);
        }
        return outline;
    }

    @Test
    void everyLineIsDarkEnoughForWhitePaper() {
        for (int i = 0; i < LINES; i++) {
            Color color = Look.of(i).color();
            double luminance = (0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue()) / 255;
            assertTrue(luminance < 0.5, color + " has " + luminance);
        }
    }

    @Test
    void numbersOnAxesHaveUnits() {
        assertEquals("100", Labels.rate(100));
        assertEquals("1 k", Labels.rate(999.9999999));
        assertEquals("10 M", Labels.rate(1e7));
        assertEquals("100 ns", Labels.time(100));
        assertEquals("10 µs", Labels.time(10_000.000000001));
        assertEquals("1 s", Labels.time(1e9));
    }
}
