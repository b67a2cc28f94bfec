package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTextTest {
    private static final String TEXT = """
            T1 begins in teller-1
            T2 begins in "teller 2"
            T2 reads a@0=100
            T2 finds "my savings"@3 >= 50
            T2 finds b@4 < -7
            T2 writes a@1=-50
            T2 writes note@2=#1f
            T2 commits
            T1 reads a@0
            T1 aborts
            "a unit"+T3 begins
            """;

    @Test
    void aHistoryIsPrintedAndParsedUnchanged(@TempDir Path folder) throws IOException {
        History history = History.parse(TEXT.replace("\"a unit\"+T3", "\"a \\\"unit\\\"\""));
        Path file = folder.resolve("history.txt");
        history.write(file);
        assertEquals(history.toString(), History.read(file).toString());
        assertEquals(3, history.attempts().size());
        assertEquals("a \"unit\"", history.attempts().get(2).name());
    }

    @Test
    void eachEventIsUnderstood() {
        Attempt t2 =
                History.parse(TEXT.replace("\"a unit\"+T3", "T3")).attempts().get(1);
        assertEquals("teller 2", t2.thread());
        assertTrue(t2.committed());
        assertEquals(
                List.of(
                        new Access.Read("a", 0, Value.of(100)),
                        new Access.Answer("my savings", 3, 50, true),
                        new Access.Answer("b", 4, -7, false),
                        new Access.Write("a", 1, Value.of(-50)),
                        new Access.Write("note", 2, new Value(31, false))),
                t2.accesses());
    }

    @Test
    void commentsAndEmptyLinesMeanNothing() {
        assertEquals(
                "T1 begins\nT1 commits\n",
                History.parse("\n# hello\n  T1 begins\n\n#\nT1   commits  \r\n").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "T1 reads a@0                                  | line 2: T1 has begun not",
                "T1 begins; T1 begins                          | line 3: T1 has begun before",
                "T1 begins; T1 commits; T1 reads a@0           | line 4: T1 has ended",
                "T1 begins; T1 reads a                         | line 3: expected something like",
                "T1 begins; T1 finds a@0=5                     | line 3: expected something like",
                "T1 begins; T1 reads a@0 >= 5                  | line 3: expected something like",
                "T1 begins; T1 sees a@0                        | line 3: expected begins, reads, finds",
                "T1 begins; T1 commits at once                 | line 3: expected the end of the line",
                "T1 begins on main                             | line 2: expected 'in' and the name of a thread",
                "T1 begins; T1 reads a@99999999999999999999    | line 3: this number is too large",
                "T1                                            | line 2: expected an attempt and its action"
            })
    void aLineThatMakesNoSenseIsNamed(String lines, String message) {
        String text = "# first line\n" + lines.replace("; ", "\n");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> History.parse(text));
        String expected = message.replace("has begun not", "has not begun");
        assertTrue(String.valueOf(e.getMessage()).startsWith(expected), e.getMessage());
    }

    @Test
    void anAttemptCannotEndBeforeItBegins() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Attempt("T1", "", 2, 1, Attempt.Outcome.COMMITTED, List.of()));
    }

    @Test
    void namesOfAttemptsAreUnique() {
        Attempt one = new Attempt("T1", "", 1, 2, Attempt.Outcome.COMMITTED, List.of());
        assertThrows(IllegalArgumentException.class, () -> new History(List.of(one, one)));
    }
}
