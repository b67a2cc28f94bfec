package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Lessons;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
    static Stream<String> lessons() {
        return Lessons.all().stream().map(Lesson::name);
    }

    private static String help(String command) {
        Cli cli = Cli.run(command, "--help");
        assertEquals(0, cli.code());
        assertEquals("", cli.err());
        return cli.out();
    }

    private static void assertShows(String text, String... parts) {
        List.of(parts).forEach(part -> assertTrue(text.contains(part), () -> "no '" + part + "' in\n" + text));
    }

    @Test
    void theHelpOfCompareNamesEveryOptionDefaultEngineAndExitCode() {
        assertShows(
                help("compare"),
                "--accounts=N",
                "--transfers=N",
                "--threads=N",
                "--seed=N",
                "--engines",
                "--engine=NAME",
                "--loads=NAME",
                "hot-account",
                "--duration=MS",
                "--repetitions=N",
                "--quick",
                "--report=FILE",
                "--no-report",
                "--json=FILE",
                "--csv=FILE",
                "--opening=AMOUNT",
                "--accounts-file=FILE",
                "--out=FILE",
                "--verbose",
                "Default: 100.",
                "global-lock",
                "Exit codes:",
                "130");
    }

    @Test
    void theHelpOfLedgerNamesEveryOptionAndTheFormat() {
        assertShows(
                help("ledger"),
                "from,to,amount",
                "--threads=N",
                "--engine=NAME",
                "--opening=AMOUNT",
                "--accounts-file=FILE",
                "--out=FILE",
                "--verbose",
                "Default: 1000.",
                "Exit codes:");
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void theHelpOfALessonNamesTheSeedAndTheExitCodes(String lesson) {
        assertShows(help(lesson), "--seed=N", "Exit codes:", "the law was violated");
    }

    @Test
    void theListAndTheMainHelpNameEveryLesson() {
        String list = Cli.run("list").out();
        String help = Cli.run("--help").out();
        Lessons.all().forEach(lesson -> {
            assertShows(list, "./stm " + lesson.name() + " ", lesson.about());
            assertShows(help, "  " + lesson.name() + " ");
        });
        assertShows(list, "./stm compare", "./stm ledger");
        assertEquals(Lessons.all().size(), lessons().distinct().count());
    }

    @Test
    void noLineOfTheListIsWiderThanATerminal() {
        assertEquals(
                List.of(),
                Cli.run("list").out().lines().filter(line -> line.length() > 80).toList());
    }
}
