package dev.tvar.stm.testing.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.explore.Exploration;
import dev.tvar.stm.testing.explore.Explorer;
import dev.tvar.stm.testing.explore.Failure;
import dev.tvar.stm.testing.explore.Strategy;
import dev.tvar.stm.testing.readme.Documents;
import dev.tvar.stm.testing.support.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every test that guards against a planted bug detects it, and without a bug the same tests pass. The table of
 * the run is in {@code target/planted-bugs.md}; when a bug or a guard has changed, copy it from there.
 */
@Tag("seam")
class PlantedBugsTest {
    private static final String DOCUMENT = "docs/verification.md";
    private static final String BEGIN = "<!-- planted bugs: begin -->\n";
    private static final String END = "<!-- planted bugs: end -->";

    private static final int FEWEST_BUGS = 55;

    /** Steps without which the engine could not do its work at all, so that leaving them out is no bug of one line. */
    private static final Set<Step> INDISPENSABLE = EnumSet.of(
            Step.SPIN,
            Step.BACK_OFF,
            Step.LOOK_AT_STAMP,
            Step.LOOKED_AT_STAMP,
            Step.LOOK_AT_QUEUE,
            Step.ENTER_QUEUE,
            Step.REGISTER,
            Step.LOOK_FOR_WAKE_UP,
            Step.END_WAIT,
            Step.OPEN_SNAPSHOT,
            Step.LOOK_AT_INSTANT,
            Step.TAKE_INSTANT,
            Step.LOOK_AT_PREVIOUS,
            Step.LOOK_AT_KEPT);

    /** Results so far: each kind of test runs once for each bug. */
    private static final Map<PlantedBug, Map<Rung, Catch>> CATCHES = new HashMap<>();

    private static @Nullable Catch caught(PlantedBug bug, Rung rung) {
        return rung.guardsAgainst(bug)
                ? CATCHES.computeIfAbsent(bug, b -> new EnumMap<>(Rung.class)).computeIfAbsent(rung, r -> r.hunt(bug))
                : null;
    }

    // ---- with a bug

    static Stream<Arguments> bugsAndRungs() {
        return bugs().flatMap(bug ->
                Stream.of(Rung.values()).filter(rung -> rung.guardsAgainst(bug)).map(rung -> Arguments.of(bug, rung)));
    }

    static Stream<PlantedBug> bugs() {
        return PlantedBug.all().stream();
    }

    @ParameterizedTest
    @MethodSource("bugsAndRungs")
    void everyPlantedBugIsCaught(PlantedBug bug, Rung rung) {
        Catch found = Objects.requireNonNull(caught(bug, rung));
        System.out.println(bug + ": " + found);
        assertTrue(found.noticed(), () -> bug + ": " + found);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aFoundBugIsFoundAgainByItsSchedule(PlantedBug bug) {
        bug.mutant().during(() -> foundAgain(bug));
    }

    private static Failure foundAgain(PlantedBug bug) {
        Explorer broken = broken(bug, 3);
        Failure found = broken.explore(bug.guards().program()).failure().orElseThrow();
        for (Explorer each : List.of(broken, broken.withPlatformThreads())) {
            Failure again = each.replay(found.schedule(), bug.guards().program())
                    .failure()
                    .orElseThrow();
            assertEquals(found.message(), again.message());
            assertEquals(found.trace(), again.trace());
        }
        return found;
    }

    private static Explorer broken(PlantedBug bug, long seed) {
        return Explorer.of(seed)
                .withSchedules(Rung.MOST_SCHEDULES)
                .withLimit(Limits.DURATION)
                .withPlanted(bug::omission);
    }

    // ---- without

    @Test
    void withoutABugTheSameTestsPass() {
        List<String> tests = bugs().map(bug -> bug.guards().law())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        String verdict = BrokenJvm.run(SuiteUnderBug.NO_BUG, tests);
        assertTrue(verdict.startsWith(SuiteUnderBug.SURVIVED), verdict);
    }

    @ParameterizedTest
    @EnumSource(LawPrograms.class)
    void withoutABugNothingIsFoundInAllSchedules(LawPrograms program) {
        Exploration exploration = Explorer.of(0)
                .withStrategy(Strategy.exhaustive())
                .withSchedules(Long.MAX_VALUE)
                .withLimit(Limits.DURATION)
                .explore(program)
                .requireNoFailure();
        assertTrue(exploration.complete(), exploration::toString);
    }

    // ---- the catalogue

    @Test
    void everyInvariantHasABugAndEveryBugItsOwnPlace() {
        assertEquals(
                EnumSet.allOf(Invariant.class),
                bugs().map(PlantedBug::invariant).collect(Collectors.toSet()));
        assertTrue(PlantedBug.all().size() >= FEWEST_BUGS);
        assertEquals(
                PlantedBug.all().size(),
                bugs().map(PlantedBug::place).distinct().count(),
                "two bugs are the same");
    }

    @Test
    void everyStepThatCanBeLeftOutHasABug() {
        Set<Step> planted = EnumSet.copyOf(INDISPENSABLE);
        bugs().map(bug -> bug.fault().step()).filter(Objects::nonNull).forEach(planted::add);
        assertEquals(EnumSet.allOf(Step.class), planted);
    }

    @Test
    void theDocumentedTableIsWhatARunFinds() throws IOException {
        String found = BugTable.markdown(PlantedBugsTest::caught);
        System.out.println(found);
        Files.writeString(Path.of("target", "planted-bugs.md"), found);
        String text = Documents.text(DOCUMENT);
        assertTrue(text.contains(BEGIN) && text.contains(END), DOCUMENT + " has no place for the table");
        String documented = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
        assertEquals(BugTable.withoutSeconds(documented), BugTable.withoutSeconds(found));
    }

    @Test
    void theDocumentNamesTheBugsAndTestsOfEveryInvariant() throws IOException {
        Set<String> tests = testClasses();
        for (Invariant invariant : Invariant.values()) {
            Set<String> named = namesInRowOf(invariant);
            Set<String> known = new TreeSet<>(tests);
            bugs().filter(bug -> bug.invariant() == invariant).forEach(bug -> {
                assertTrue(named.contains(bug.name()), () -> bug + " is not in the row of " + invariant);
                known.add(bug.name());
            });
            assertTrue(known.containsAll(named), () -> "the row of " + invariant + " names what is not: " + named);
        }
    }

    /** The names between back-quotes in the document's row of an invariant. */
    private static Set<String> namesInRowOf(Invariant invariant) throws IOException {
        String row = Documents.text(DOCUMENT)
                .lines()
                .filter(line -> line.startsWith("| " + invariant.name() + " |"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + invariant));
        Set<String> names = new TreeSet<>();
        Matcher quoted = Pattern.compile("`([^`]+)`").matcher(row);
        while (quoted.find()) {
            names.add(quoted.group(1));
        }
        return names;
    }

    private static Set<String> testClasses() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
