package dev.tvar.stm.testing.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.diagnostics.Switch;
import dev.tvar.stm.testing.support.Jvm;
import dev.tvar.stm.testing.support.Sources;
import dev.tvar.stm.testing.support.TestThreads;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events that the flight recorder receives, and the library in a JVM without a flight recorder. */
class FlightRecorderTest {
    private static final String PREFIX = "dev.tvar.stm.";

    private final TVar<Integer> word = TVar.named("word of the flight", 0);
    private final TLong number = TLong.named("number of the flight", 0);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private static TxnExecutor named(String name) {
        return STM.with(TxnOptions.defaults().withName(name));
    }

    /** The events of one kind and transaction that are recorded while an action runs. */
    private List<RecordedEvent> record(String kind, Runnable action) throws IOException {
        Path file = folder.resolve(kind + ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(PREFIX + kind).withoutThreshold();
            recording.start();
            action.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(PREFIX + kind))
                .toList();
    }

    private static List<RecordedEvent> of(String transaction, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> transaction.equals(event.getString("transaction")))
                .toList();
    }

    private void loseTwice() {
        int[] runs = {0};
        named("slow flight").run(tx -> {
            int seen = word.get(tx);
            if (runs[0]++ < 2) {
                TestThreads.elsewhere(() -> named("fast flight").run(in -> word.set(in, seen + 1)));
            }
            number.add(tx, 1);
        });
    }

    @Test
    void aCommitEventHasNameAttemptsReadsAndWrites() throws IOException {
        List<RecordedEvent> all = record("TransactionCommit", this::loseTwice);
        assertEquals(2, of("fast flight", all).size());
        RecordedEvent slow = of("slow flight", all).get(0);
        assertEquals(3, slow.getInt("attempts"));
        assertEquals(1, slow.getInt("reads"));
        assertEquals(1, slow.getInt("writes"));
        of("fast flight", all).forEach(fast -> {
            assertTrue(slow.getStartTime().isBefore(fast.getStartTime()), "its first attempt began before");
            assertTrue(slow.getEndTime().isAfter(fast.getEndTime()), "its last attempt ended after");
        });
    }

    @Test
    void anAbortEventHasVariableKindAndWinner() throws IOException {
        List<RecordedEvent> lost = of("slow flight", record("TransactionAbort", this::loseTwice));
        assertEquals(List.of(1, 2), lost.stream().map(e -> e.getInt("attempt")).toList());
        for (RecordedEvent event : lost) {
            assertEquals("READ_CHANGED", event.getString("kind"));
            assertEquals("word of the flight", event.getString("variable"));
            assertEquals("fast flight", event.getString("winner"));
            assertTrue(event.getStackTrace().getFrames().stream()
                    .anyMatch(frame -> frame.getMethod().getName().equals("loseTwice")));
        }
    }

    @Test
    void aWaitEventHasItsVariablesAndItsEnd() throws IOException {
        List<RecordedEvent> waits = of("patient flight", record("TransactionWait", () -> named("patient flight")
                .run(tx -> {
                    word.get(tx);
                    number.isAtLeast(tx, 5);
                    tx.retryFor(Duration.ofMillis(2));
                })));
        assertEquals(1, waits.size());
        assertEquals("word of the flight, number of the flight", waits.get(0).getString("variables"));
        assertEquals("TIMED_OUT", waits.get(0).getString("outcome"));
        assertTrue(waits.get(0).getDuration().compareTo(Duration.ofMillis(2)) >= 0);
    }

    @Test
    void aWokenWaitSaysSo() throws IOException {
        List<RecordedEvent> waits = of("woken flight", record("TransactionWait", () -> {
            TestThreads threads = new TestThreads();
            Thread waiter = threads.start(() -> named("woken flight").run(tx -> tx.check(number.isAtLeast(tx, 1_000))));
            TestThreads.untilWaiting(waiter);
            STM.run(tx -> number.set(tx, 1_000));
            threads.join();
        }));
        assertEquals(
                List.of("WOKEN"),
                waits.stream().map(e -> e.getString("outcome")).toList());
    }

    @Test
    void aSnapshotEventHasTheCountOfSavedValues() throws IOException {
        List<RecordedEvent> snapshots = record(
                "Snapshot",
                () -> STM.snapshot(tx -> {
                    TestThreads.elsewhere(() -> STM.run(in -> {
                        word.set(in, 5);
                        number.set(in, 5);
                    }));
                    return number.get(tx);
                }));
        assertTrue(snapshots.stream().anyMatch(event -> event.getInt("keptValues") == 1), () -> "events: " + snapshots);
    }

    /** Recordings with the settings of the JDK, and with none, leave the transactions of the program unwatched. */
    @ParameterizedTest
    @ValueSource(strings = {"", "default", "profile"})
    void everyKindOfEventNeedsToBeEnabledByName(String settings) throws IOException, ParseException {
        Path file = folder.resolve("unasked.jfr");
        try (Recording recording =
                settings.isEmpty() ? new Recording() : new Recording(Configuration.getConfiguration(settings))) {
            recording.start();
            loseTwice();
            STM.snapshot(number::get);
            assertFalse(Switch.watchesCalls(), "transactions are watched");
            assertFalse(Switch.watchesConflicts(), "the writer of each version is noted");
            recording.stop();
            recording.dump(file);
        }
        assertEquals(
                List.of(),
                RecordingFile.readAllEvents(file).stream()
                        .map(event -> event.getEventType().getName())
                        .filter(kind -> kind.startsWith(PREFIX))
                        .toList());
    }

    /** The option of the command line that the guide shows, in a JVM of its own. */
    @Test
    void anEventIsEnabledByItsNameOnTheCommandLine() throws IOException {
        Path file = folder.resolve("asked.jfr");
        runProgram("-XX:StartFlightRecording:filename=" + file + ",+dev.tvar.stm.TransactionAbort#enabled=true");
        assertEquals(
                Set.of(PREFIX + "TransactionAbort"),
                RecordingFile.readAllEvents(file).stream()
                        .map(event -> event.getEventType().getName())
                        .filter(kind -> kind.startsWith(PREFIX))
                        .collect(Collectors.toSet()));
    }

    /** Commits, loses attempts, waits, and reads the diagnostics. */
    private static final String PROGRAM = """
            package consumer;

            import dev.tvar.stm.*;
            import java.time.Duration;

            public class Main {
                public static void main(String[] args) throws Exception {
                    boolean recorder = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
                    TLong number = TLong.of(0);
                    TLong changedTogether = TLong.of(0);
                    var session = STM.diagnostics().enable();
                    int[] runs = {0};
                    STM.with(TxnOptions.defaults().withName("slow")).run(tx -> {
                        number.get(tx);
                        if (runs[0]++ == 0) {
                            Thread other = new Thread(() -> STM.run(in -> {
                                number.add(in, 1);
                                changedTogether.add(in, 1);
                            }));
                            other.start();
                            try {
                                other.join();
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        }
                        changedTogether.get(tx);
                        number.add(tx, 1);
                        tx.retryFor(Duration.ofMillis(1));
                    });
                    STM.snapshot(number::get);
                    session.close();
                    Diagnostics seen = STM.diagnostics();
                    System.out.println((recorder ? "recorder, " : "no recorder, ") + seen.commits() + " " + seen.aborts() + " "
                            + seen.waits() + " " + seen.snapshots());
                    System.out.println(seen.topConflicts(1).get(0).variable());
                }
            }
            """;

    private List<String> runProgram(String... options) throws IOException {
        File library = Jvm.locationOf(STM.class);
        assertEquals(
                List.of(), Sources.compile(Map.of("consumer/Main.java", PROGRAM), folder, "-cp", library.toString()));
        String path = folder + File.pathSeparator + library;
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-cp", path, "consumer.Main"));
        return Jvm.run(arguments.toArray(String[]::new));
    }

    @Test
    void aJvmWithoutTheFlightRecorderStillCounts() throws IOException {
        List<String> output = runProgram("--limit-modules", "java.base");
        assertEquals("no recorder, 2 1 1 1", output.get(0));
        assertTrue(output.get(1).startsWith("TLong@"), output::toString);
    }

    /** Loading the event classes takes a tenth of a second; a program that records nothing does not pay for it. */
    @Test
    void withoutARecordingNoEventClassIsLoaded() throws IOException {
        List<String> loaded = runProgram("-Xlog:class+load");
        assertTrue(loaded.stream().anyMatch(line -> line.contains("dev.tvar.stm.internal.tx.Probe ")));
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(line -> line.contains(" jdk.jfr.Event ")
                                || line.contains("dev.tvar.stm") && line.contains("Event "))
                        .toList());
    }

    @Test
    void inTheDevelopmentModeUnnamedVariablesAreNamedAfterTheirLine() throws IOException {
        List<String> output = runProgram("-Ddev.tvar.stm.sites=true");
        assertEquals(List.of("recorder, 2 1 1 1", "TLong@Main.main(Main.java:9)"), output);
    }
}
