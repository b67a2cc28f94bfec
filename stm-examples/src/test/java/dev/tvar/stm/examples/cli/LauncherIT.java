package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tvar.stm.examples.cli.LauncherCopy.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher {@code ./stm}, in a directory of its own. */
class LauncherIT {
    private final LauncherCopy launcher;

    LauncherIT(@TempDir Path folder) throws IOException {
        launcher = LauncherCopy.in(folder);
    }

    @AfterEach
    void removeLinks() {
        launcher.close();
    }

    @Test
    void helpIsShownAndNothingIsBuilt() throws Exception {
        Ended ended = launcher.run("./stm", "--help");
        assertEquals(0, ended.code(), ended.toString());
        assertEquals(List.of(), ended.err());
        assertTrue(ended.out().contains("Commands:"), ended.toString());
        assertFalse(Files.exists(launcher.calls()));
    }

    @Test
    void anUnknownCommandIsAnsweredInOneLine() throws Exception {
        Ended ended = launcher.run("./stm", "juggle");
        assertEquals(2, ended.code(), ended.toString());
        assertEquals(1, ended.err().size(), ended.toString());
        assertTrue(ended.err().get(0).startsWith("stm: unknown command 'juggle'"), ended.toString());
        assertEquals(List.of(), ended.out());
    }

    @Test
    void itRunsFromAnotherDirectoryAndThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(
                launcher.commands().resolve("stm-link"), launcher.root().resolve("stm"));
        for (Path file : List.of(launcher.root().resolve("stm"), link)) {
            Ended ended = launcher.runIn(launcher.commands(), file.toString(), "list");
            assertEquals(0, ended.code(), ended.toString());
            assertTrue(ended.out().stream().anyMatch(line -> line.contains("A7  compare")), ended.toString());
        }
        assertFalse(Files.exists(launcher.calls()));
    }

    @Test
    void argumentsWithBlanksArriveWhole() throws Exception {
        Ended ended = launcher.run("./stm", "ledger", "no such file.csv");
        assertEquals(2, ended.code(), ended.toString());
        assertEquals(List.of("cannot read 'no such file.csv': no such file"), ended.err());
    }

    @Test
    void aBugIsPlantedWhereItIsAskedFor() throws Exception {
        Ended ended = launcher.run(
                "./stm", "prove", "--plant=STORE", "--property", "conservation", "--transfers", "50", "--seed", "1");
        assertEquals(1, ended.code(), ended.toString());
        assertTrue(ended.out().get(0).contains("with the step STORE left out of our engine"), ended.toString());
    }

    @Test
    void sourcesThatAreNewerThanTheLastBuildAreBuilt() throws Exception {
        List<String> modules =
                List.of("stm-core", "stm-store-durable", "stm-etcd", "stm-testkit", "stm-tests", "stm-examples");
        for (String module : modules) {
            Path source =
                    Files.writeString(launcher.root().resolve(module).resolve("src/main/New.java"), "class New {}");
            Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(7_200)));
            Ended ended = launcher.run("./stm", "list");
            assertEquals(0, ended.code(), ended.toString());
            assertEquals(List.of("stm: building, the first time this takes a minute ..."), ended.err());
            Files.delete(source);
        }
        List<String> builds = Files.readAllLines(launcher.calls());
        assertEquals(modules.size(), builds.size());
        assertTrue(builds.get(0).endsWith("-pl stm-examples -am package"), builds.toString());
    }

    @Test
    void afterABuildTheNextRunBuildsNothing() throws Exception {
        launcher.forgetBuild();
        assertEquals(0, launcher.run("./stm", "list").code());
        assertEquals(0, launcher.run("./stm", "list").code());
        assertEquals(1, Files.readAllLines(launcher.calls()).size());
    }

    @Test
    void aBuildThatFailsIsShownAndTriedAgainNextTime() throws Exception {
        launcher.forgetBuild();
        launcher.fakeMaven("Apache Maven 3.9.9", 1);
        for (int i = 1; i <= 2; i++) {
            Ended ended = launcher.run("./stm", "list");
            assertEquals(3, ended.code(), ended.toString());
            assertEquals(List.of(), ended.out());
            assertEquals(
                    List.of("the compiler says no", "stm: the build failed"),
                    ended.err().subList(1, 3));
            assertEquals(i, Files.readAllLines(launcher.calls()).size());
        }
    }

    @Test
    void anOldMavenIsNamed() throws Exception {
        launcher.forgetBuild();
        launcher.fakeMaven("Apache Maven 3.6.3", 0);
        Ended ended = launcher.run("./stm", "list");
        assertEquals(3, ended.code(), ended.toString());
        assertEquals(List.of("stm: mvn is version 3.6; Maven 3.8 or newer is needed"), ended.err());
    }

    @Test
    void theProgramStartsAlsoWithASourcesJarNextToIt() throws Exception {
        Files.createFile(launcher.root().resolve("stm-examples/target/stm-examples-0-sources.jar"));
        Files.createFile(launcher.root().resolve("stm-examples/target/stm-examples-0-javadoc.jar"));
        assertEquals(0, launcher.run("./stm", "list").code());
    }

    /** In this script, PLACE is the folder in which commands are found first. */
    private static final String THREE_AT_ONCE = """
            export PATH="PLACE:$PATH"
            for i in 1 2 3; do ./stm list > "out $i" 2>&1 & done
            for job in $(jobs -p); do wait "$job" || exit; done
            """;

    @Test
    void ofThreeThatStartAtOnceOneBuildsAndTheOthersWait() throws Exception {
        launcher.forgetBuild();
        launcher.fakeMaven("Apache Maven 3.9.9", 0, "sleep 2");
        Ended ended = launcher.run("bash", "-c", THREE_AT_ONCE.replace("PLACE", "."));
        assertEquals(0, ended.code(), ended.toString());
        assertEquals(1, Files.readAllLines(launcher.calls()).size());
    }

    @Test
    void withoutFlockOneBuildsAtATimeToo() throws Exception {
        Path others = launcher.commandsWithout("flock");
        launcher.forgetBuild();
        launcher.fakeMaven("Apache Maven 3.9.9", 0, "sleep 2");
        String script = THREE_AT_ONCE.replace("PLACE:$PATH", launcher.commands() + ":" + others);
        Ended ended = launcher.run("bash", "-c", script);
        assertEquals(0, ended.code(), ended.toString());
        assertEquals(1, Files.readAllLines(launcher.calls()).size());
    }

    @Test
    void withoutFlockALockWhoseHolderWasKilledIsTakenOver() throws Exception {
        Path others = launcher.commandsWithout("flock");
        launcher.forgetBuild();
        String path = "export PATH='" + launcher.commands() + ":" + others + "'; ";
        Ended ended = launcher.run(
                "bash", "-c", path + "mkdir -p target; bash -c 'ln -s pid-$$ target/.launcher-holder'; ./stm list");
        assertEquals(0, ended.code(), ended.toString());
        assertEquals(1, Files.readAllLines(launcher.calls()).size());
        assertFalse(
                Files.exists(launcher.root().resolve("target/.launcher-holder"), LinkOption.NOFOLLOW_LINKS),
                ended.toString());
    }

    @Test
    void aFailedBuildLetsTheNextOneBuild() throws Exception {
        launcher.forgetBuild();
        launcher.fakeMaven("Apache Maven 3.9.9", 1);
        assertEquals(3, launcher.run("./stm", "list").code());
        launcher.fakeMaven("Apache Maven 3.9.9", 0);
        assertEquals(0, launcher.run("./stm", "list").code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "--help",
                "--version",
                "account",
                "ledger ledger.csv",
                "compare --repetitions 100",
                "prove --time-limit 3600"
            })
    void unwritableOutputIsAFailureOfEveryCommand(String command) throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "only Linux has a device that is always full");
        Files.writeString(launcher.root().resolve("ledger.csv"), "a,b,1\n");
        Ended full = launcher.run("bash", "-c", "./stm " + command + " > /dev/full");
        assertEquals(3, full.code(), full.toString());
        assertTrue(
                full.err().stream().anyMatch(line -> line.matches("stm: cannot write to standard output: .+")),
                full.toString());
        Ended closed = launcher.run("bash", "-c", "./stm " + command + " >&-");
        assertEquals(3, closed.code(), closed.toString());
        assertTrue(
                closed.err().stream().anyMatch(line -> line.matches("stm: cannot write to standard output: .+")),
                closed.toString());
    }

    /** Each would run for an hour: only the end of their reader ends them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "compare --duration 60000 --no-report",
                "prove --tries 1000000 --time-limit 36000",
                "prove --peers --time-limit 3600"
            })
    void aCommandEndsSoonAfterItsReader(String command) throws Exception {
        Ended ended = launcher.run("bash", "-c", "./stm " + command + " 2> /dev/null | true; exit ${PIPESTATUS[0]}");
        assertEquals(141, ended.code(), ended.toString());
    }

    /** Runs completely in the shell, since the JVM of this test may have no locale either. */
    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=none_NONE", "-u LC_ALL -u LC_CTYPE -u LANG"})
    void filesHaveUnicodeNamesWithoutALocale(String locale) throws Exception {
        Ended ended = launcher.run("bash", "-c", """
                folder=$'b\\303\\274cher' in=$'M\\303\\274ller.csv' out=$'\\303\\274.csv'
                mkdir "$folder" && cd "$folder" && printf 'M\\303\\274ller,b,1\\n' > "$in"
                env LOCALE ../stm ledger "$in" --threads 1 --out "$out" && cat "$out"; code=$?
                cd .. && rm -r "$folder"; exit "$code"
                """.replace("LOCALE", locale));
        assertEquals(0, ended.code(), ended.toString());
        assertTrue(ended.out().get(0).startsWith("M\u00FCller.csv: 1 transfer "), ended.toString());
        assertTrue(ended.out().contains("M\u00FCller,999"), ended.toString());
    }

    @Test
    void aDumbTerminalAndNoColorGetNoColours() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no command that makes a terminal");
        assertTrue(onTerminal("TERM=xterm").contains("\u001B"), "colours elsewhere");
        for (String setting : List.of("TERM=dumb", "TERM=xterm NO_COLOR=1")) {
            assertFalse(onTerminal(setting).contains("\u001B"), setting);
        }
    }

    private String onTerminal(String setting) throws Exception {
        Ended ended =
                launcher.run("bash", "-c", "unset NO_COLOR; script -qec '" + setting + " ./stm --help' /dev/null");
        return String.join("\n", ended.out());
    }
}
