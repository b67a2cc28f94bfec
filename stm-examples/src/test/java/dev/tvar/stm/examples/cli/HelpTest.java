package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.testing.prove.Target;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
    static Stream<Card> cards() {
        return Lessons.all().stream().map(Lesson::card);
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
                "--document=FILE",
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
                "Exit codes:",
                "130");
    }

    @Test
    void theHelpOfProveNamesEveryOptionAndEngine() {
        String help = help("prove");
        assertShows(
                help,
                "--engine=NAME",
                "--service=NAME",
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
                "--shrink-limit=SECONDS",
                "--steps",
                "--plant=STEP",
                "--csv=FILE",
                "--peers",
                "Exit codes:",
                "130");
        Target.names().forEach(engine -> assertShows(help.replaceAll("\\s+", ""), engine));
    }

    @ParameterizedTest
    @MethodSource("cards")
    void theHelpOfALessonNamesItsQuestionItsOptionsAndTheExitCodes(Card card) {
        String help = help(card.name());
        assertShows(help, "Question: ", "You should see: ", "--seed=N", "--time-limit=SECONDS", "Exit codes:", "130");
        assertShows(help, "the law was violated");
        assertEquals(card.crew() != null, help.contains("--threads=N"), help);
        assertTrue(card.question().endsWith("?"), card.question());
    }

    @Test
    void theListAndTheMainHelpNameEveryLesson() {
        String list = Cli.run("list").out();
        String help = Cli.run("--help").out();
        cards().forEach(card -> {
            assertShows(list, "  " + card.id() + "  " + card.name() + " ", card.about());
            assertShows(help, "  " + card.name() + ", " + card.id());
        });
        assertShows(list, "A7  compare", "ledger FILE", "prove");
        assertShows(help, "compare, A7");
    }

    @Test
    void noTwoLessonsShareAnIdOrAName() {
        assertEquals(
                2 * Lessons.all().size(),
                cards().flatMap(card -> Stream.of(card.id(), card.name()))
                        .distinct()
                        .count());
    }

    @Test
    void everyRowOfTheThreeChaptersIsThere() {
        String list = Cli.run("list").out();
        Stream.concat(
                        IntStream.rangeClosed(1, 7).mapToObj(i -> "A" + i),
                        Stream.concat(
                                IntStream.rangeClosed(1, 9).mapToObj(i -> "B" + i),
                                IntStream.rangeClosed(1, 4).mapToObj(i -> "C" + i)))
                .forEach(id -> assertShows(list, "  " + id + "  "));
    }

    @Test
    void noLineOfTheListIsWiderThanATerminal() {
        assertEquals(
                List.of(),
                Cli.run("list").out().lines().filter(line -> line.length() > 80).toList());
    }
}
