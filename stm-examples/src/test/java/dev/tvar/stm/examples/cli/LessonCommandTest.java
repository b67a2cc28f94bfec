package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.support.Text;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class LessonCommandTest {
    static Stream<String> lessons() {
        return Lessons.all().stream().map(Lesson::name);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void everyLessonPrintsItsSeedAndEndsWithItsLaw(String lesson) {
        Cli cli = Cli.run(lesson, "--seed", "99");
        assertEquals(0, cli.code(), cli.toString());
        assertEquals("seed 99", cli.out().lines().skip(1).findFirst().orElseThrow());
        List<String> lines = cli.out().lines().toList();
        assertTrue(lines.get(lines.size() - 2).startsWith("Law: "), cli.out());
        assertEquals("It held.", lines.get(lines.size() - 1));
    }

    @Test
    void theSameSeedGivesTheSameSingleThreadedStory() {
        assertEquals(
                Cli.run("account", "--seed", "7").out(),
                Cli.run("account", "--seed", "7").out());
    }

    @Test
    void aViolatedLawIsExitCodeOne() {
        Lesson broken = new Lesson() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public String about() {
                return "a law that does not hold";
            }

            @Override
            public boolean run(long seed, PrintWriter out) {
                return Text.state(out, "1 is 2", false);
            }
        };
        StringWriter out = new StringWriter();
        CommandLine command = LessonCommand.of(broken).setOut(new PrintWriter(out, true));
        assertEquals(1, command.execute());
        assertTrue(out.toString().endsWith("It was VIOLATED." + System.lineSeparator()), out.toString());
    }
}
