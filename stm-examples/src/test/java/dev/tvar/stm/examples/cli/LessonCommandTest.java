package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Text;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class LessonCommandTest {
    private static final int TERMINATED = 128 + 15;

    static Stream<Card> cards() {
        return Lessons.all().stream().map(Lesson::card);
    }

    static Stream<Card> crews() {
        return cards().filter(card -> card.crew() != null);
    }

    private static void assertHeld(Cli cli) {
        assertEquals(0, cli.code(), cli.toString());
        List<String> lines = cli.out().lines().toList();
        assertTrue(lines.get(lines.size() - 2).startsWith("Law: "), cli.out());
        assertEquals("It held.", lines.get(lines.size() - 1));
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyLessonPrintsItsSeedAndEndsWithItsLaw(Card card) {
        Cli cli = Cli.run(card.name(), "--seed", "99");
        assertHeld(cli);
        assertTrue(cli.out().lines().skip(1).findFirst().orElseThrow().startsWith("seed 99"), cli.out());
        assertFalse(cli.out().contains("NO"), cli.out());
        assertEquals(
                List.of(), cli.out().lines().filter(line -> line.length() > 120).toList());
    }

    @ParameterizedTest
    @MethodSource("crews")
    void everyLawHoldsWithTheSmallestCrewToo(Card card) {
        int least = card.crew() == null ? 0 : card.crew().least();
        assertHeld(Cli.run(card.id().toLowerCase(Locale.ROOT), "--threads", "" + least));
    }

    @Test
    void theSameSeedGivesTheSameSingleThreadedStory() {
        assertEquals(
                Cli.run("account", "--seed", "7").out(),
                Cli.run("account", "--seed", "7").out());
    }

    @Test
    void aViolatedLawIsExitCodeOne() {
        StringWriter out = new StringWriter();
        CommandLine command = LessonCommand.of(new BrokenLesson()).setOut(new PrintWriter(out, true));
        assertEquals(1, command.execute());
        assertTrue(out.toString().endsWith("It was VIOLATED." + System.lineSeparator()), out.toString());
    }

    @Test
    void aLessonThatDoesNotEndIsEndedByTheTimeLimitWithWhatWasFound() {
        StringWriter out = new StringWriter();
        CommandLine command = LessonCommand.of(new EndlessLesson()).setOut(new PrintWriter(out, true));
        assertEquals(1, command.execute("--time-limit", "1"));
        assertTrue(out.toString().contains(EndlessLesson.FOUND), out.toString());
        assertTrue(out.toString().contains("Ended by the time limit of 1 s; above is what was found"), out.toString());
        assertFalse(Thread.interrupted());
    }

    @Test
    void ctrlCEndsALessonWithWhatWasFoundAndNoStackTrace() throws Exception {
        Process process = Cli.start(EndlessLesson.class, List.of());
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
                BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.equals(EndlessLesson.FOUND)) {
                line = out.readLine();
            }
            process.toHandle().destroy();
            List<String> rest = out.lines().toList();
            assertEquals(
                    "Ended by Ctrl-C; above is what was found so far. The law was not judged.",
                    rest.get(rest.size() - 1));
            assertEquals(List.of(), err.lines().toList());
            assertEquals(TERMINATED, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    private static final class BrokenLesson implements Lesson {
        @Override
        public Card card() {
            return Card.of("X1", "broken", "a law that does not hold").asks("Is 1 equal to 2?");
        }

        @Override
        public boolean run(Setup setup, PrintWriter out) {
            return Text.state(out, "1 is 2", false);
        }
    }
}
