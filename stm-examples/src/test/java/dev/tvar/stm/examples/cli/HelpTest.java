package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Lessons;
import dev.tvar.stm.testing.prove.Target;
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
                "--engine=NAME",
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

    @Test
    void theHelpOfProveNamesEveryOptionAndEngine() {
        String help = help("prove");
        assertShows(
                help,
                "--engine=NAME",
                "--class-path=PATH",
                "--property=NAME",
                "--accounts=N",
                "--threads=N",
                "--transfers=N",
                "--tries=N",
                "--runs=N",
                "--seed=N",
                "--time-limit=SECONDS",
                "--stuck=SECONDS",
                "--plant=STEP",
                "--csv=FILE",
                "--peers",
                "Exit codes:",
                "130");
        Target.names().forEach(engine -> assertShows(help.replaceAll("\\s+", ""), engine));
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
        assertShows(list, "./stm compare", "./stm ledger", "./stm prove");
        assertEquals(Lessons.all().size(), lessons().distinct().count());
    }

    @Test
    void noLineOfTheListIsWiderThanATerminal() {
        assertEquals(
                List.of(),
                Cli.run("list").out().lines().filter(line -> line.length() > 80).toList());
    }
}
