package dev.tvar.stm.examples.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.util.ShapeUtils;

/**
 * The style of a line. Colours, dashes and markers all differ, so that readers can distinguish the
 * lines on paper and without colour vision.
 */
record Look(Color color, BasicStroke stroke, Shape marker) {
    static final Color INK = new Color(0x22, 0x22, 0x22);
    static final Color GRID = new Color(0xd5, 0xd5, 0xd5);
    static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

    private static final float THICK = 2.6f;
    private static final float THIN = 1.9f;
    private static final double RADIUS = 4;

    private static final List<Look> LOOKS = List.of(
            new Look(new Color(0x00, 0x55, 0x99), line(THICK), circle()),
            new Look(new Color(0xb8, 0x4a, 0x00), line(THIN, 9, 5), square()),
            new Look(new Color(0x1b, 0x78, 0x37), line(THIN, 2, 4), ShapeUtils.createUpTriangle((float) RADIUS + 1)),
            new Look(
                    new Color(0x7b, 0x32, 0x94), line(THIN, 12, 4, 2, 4), ShapeUtils.createDiamond((float) RADIUS + 1)),
            new Look(new Color(0x44, 0x44, 0x44), line(THIN, 16, 6), cross()),
            new Look(
                    new Color(0xa5, 0x00, 0x26),
                    line(THIN, 5, 3, 1, 3),
                    ShapeUtils.createDownTriangle((float) RADIUS + 1)),
            new Look(new Color(0x00, 0x6d, 0x77), line(THIN, 9, 3, 3, 3), plus()),
            new Look(new Color(0x8a, 0x5a, 0x00), line(THIN, 3, 3), bar()));

    /** The style of the n-th line, of at most eight. */
    static Look of(int n) {
        return LOOKS.get(n % LOOKS.size());
    }

    private static BasicStroke line(float width, float... dashes) {
        return dashes.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }

    private static Shape circle() {
        return new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS);
    }

    private static Shape square() {
        return new Rectangle2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS);
    }

    private static Shape plus() {
        Path2D plus = new Path2D.Double();
        plus.append(ShapeUtils.createRegularCross((float) RADIUS + 1, 1), false);
        return plus;
    }

    private static Shape bar() {
        return new Rectangle2D.Double(-RADIUS - 1, -RADIUS / 2, 2 * RADIUS + 2, RADIUS);
    }

    private static Shape cross() {
        Path2D cross = new Path2D.Double();
        cross.append(ShapeUtils.createDiagonalCross((float) RADIUS, 1), false);
        return cross;
    }
}
