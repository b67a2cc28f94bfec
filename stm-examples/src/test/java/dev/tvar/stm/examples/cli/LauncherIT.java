package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.cli.House.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./stm}, in a house of its own. */
class LauncherIT {
    private final House house;

    LauncherIT(@TempDir Path folder) throws IOException {
        house = House.in(folder);
    }

    @AfterEach
    void moveOut() {
        house.close();
    }

    @Test
    void helpIsShownAndNothingIsBuilt() throws Exception {
        Ended ended = house.run("./stm", "--help");
        assertEquals(0, ended.code(), ended.toString());
        assertEquals(List.of(), ended.err());
        assertTrue(ended.out().contains("Commands:"), ended.toString());
        assertFalse(Files.exists(house.calls()));
    }

    @Test
    void anUnknownCommandIsAnsweredInOneLine() throws Exception {
        Ended ended = house.run("./stm", "juggle");
        assertEquals(2, ended.code(), ended.toString());
        assertEquals(1, ended.err().size(), ended.toString());
        assertTrue(ended.err().get(0).startsWith("stm: unknown command 'juggle'"), ended.toString());
        assertEquals(List.of(), ended.out());
    }

    @Test
    void itRunsFromAnotherDirectoryAndThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(
                house.commands().resolve("stm-link"), house.root().resolve("stm"));
        for (Path launcher : List.of(house.root().resolve("stm"), link)) {
            Ended ended = house.runIn(house.commands(), launcher.toString(), "list");
            assertEquals(0, ended.code(), ended.toString());
            assertTrue(ended.out().stream().anyMatch(line -> line.contains("A7  compare")), ended.toString());
        }
        assertFalse(Files.exists(house.calls()));
    }

    @Test
    void argumentsWithBlanksArriveWhole() throws Exception {
        Ended ended = house.run("./stm", "ledger", "no such file.csv");
        assertEquals(2, ended.code(), ended.toString());
        assertEquals(List.of("cannot read 'no such file.csv': no such file"), ended.err());
    }

    @Test
    void aBugIsPlantedWhereItIsAskedFor() throws Exception {
        Ended ended = house.run(
                "./stm", "prove", "--plant=STORE", "--property", "conservation", "--transfers", "50", "--seed", "1");
        assertEquals(1, ended.code(), ended.toString());
        assertTrue(ended.out().get(0).contains("with the step STORE left out of our engine"), ended.toString());
    }

    @Test
    void sourcesThatAreNewerThanTheLastBuildAreBuilt() throws Exception {
        for (String module : List.of("stm-core", "stm-tests", "stm-examples")) {
            Path source = Files.writeString(house.root().resolve(module).resolve("src/main/New.java"), "class New {}");
            Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(7_200)));
            Ended ended = house.run("./stm", "list");
            assertEquals(0, ended.code(), ended.toString());
            assertEquals(List.of("stm: building, the first time this takes a minute ..."), ended.err());
            Files.delete(source);
        }
        List<String> builds = Files.readAllLines(house.calls());
        assertEquals(3, builds.size());
        assertTrue(builds.get(0).endsWith("-pl stm-examples -am package"), builds.toString());
    }

    @Test
    void afterABuildTheNextRunBuildsNothing() throws Exception {
        Files.delete(house.root().resolve("stm-examples/target/.built-by-launcher"));
        assertEquals(0, house.run("./stm", "list").code());
        assertEquals(0, house.run("./stm", "list").code());
        assertEquals(1, Files.readAllLines(house.calls()).size());
    }

    @Test
    void aBuildThatFailsIsShownAndTriedAgainNextTime() throws Exception {
        Files.delete(house.root().resolve("stm-examples/target/.built-by-launcher"));
        house.fakeMaven("Apache Maven 3.9.9", 1);
        for (int i = 1; i <= 2; i++) {
            Ended ended = house.run("./stm", "list");
            assertEquals(3, ended.code(), ended.toString());
            assertEquals(List.of(), ended.out());
            assertEquals(
                    List.of("the compiler says no", "stm: the build failed"),
                    ended.err().subList(1, 3));
            assertEquals(i, Files.readAllLines(house.calls()).size());
        }
    }

    @Test
    void anOldMavenIsNamed() throws Exception {
        Files.delete(house.root().resolve("stm-examples/target/.built-by-launcher"));
        house.fakeMaven("Apache Maven 3.6.3", 0);
        Ended ended = house.run("./stm", "list");
        assertEquals(3, ended.code(), ended.toString());
        assertEquals(List.of("stm: mvn is version 3.6; Maven 3.8 or newer is needed"), ended.err());
    }
}
