package dev.tvar.stm.examples.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** A long piece of work reports its progress as many short ones do. */
final class ProgressLinesTest {
    private final StringWriter printed = new StringWriter();

    @Test
    void oneLongPieceReportsEachTenthPart() {
        ProgressLines progress = new ProgressLines(new PrintWriter(printed), 1);
        progress.begin("long", 0);
        for (int i = 0; i <= 1_000; i++) {
            progress.at(i / 1_000.0);
        }
        progress.at(2); // a time limit that has passed
        assertEquals(lines("0", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100"), percentages());
    }

    @Test
    void manyShortPiecesReportEachTenthPart() {
        ProgressLines progress = new ProgressLines(new PrintWriter(printed), 100);
        for (int i = 0; i < 100; i++) {
            progress.begin("short", i);
            progress.at(0.5);
        }
        assertEquals(lines("0", "10", "20", "30", "40", "50", "60", "70", "80", "90"), percentages());
    }

    private static String lines(String... percentages) {
        return String.join(" ", percentages);
    }

    private String percentages() {
        return String.join(
                " ",
                printed.toString()
                        .lines()
                        .map(line -> line.strip().split(" ")[0])
                        .toList());
    }
}
