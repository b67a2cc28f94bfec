package dev.tvar.stm.examples.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void columnsAreAlignedAndAsWideAsTheirWidestCell() {
        StringWriter text = new StringWriter();
        new Columns("who", "much", "why")
                .left(2)
                .row("Ann", 1_234_567L, "she asked")
                .row("Bob", 5, "no")
                .print(new PrintWriter(text));
        assertEquals("""
                who       much  why
                -------------------------
                Ann  1,234,567  she asked
                Bob          5  no
                """, text.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void aRowMustHaveAsManyCellsAsThereAreHeadings() {
        Columns table = new Columns("one", "two");
        assertThrows(IllegalArgumentException.class, () -> table.row("only one"));
    }
}
