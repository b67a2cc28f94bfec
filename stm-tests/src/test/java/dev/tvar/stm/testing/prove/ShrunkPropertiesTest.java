package dev.tvar.stm.testing.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.engine.BrokenEngines;
import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.history.Launched;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A failing property of user code shrinks as far as a proof with the same fault. */
final class ShrunkPropertiesTest {
    /** Threads, rounds, transfers and accounts of a bank, in the words of a report. */
    private static final Pattern SIZES =
            Pattern.compile("opening \\[([^]]*)], tellers (\\d+), snapshot auditors (\\d+),"
                    + " update auditors (\\d+), rounds (\\d+), transfers \\[([^]]*)](.*)");

    @Test
    void aFaultOfOneThreadBecomesAsSmallAsInAProof() {
        String property = messageOf(FailingCases.Selfish.class);
        assertTrue(property.contains("[0->0:1]"), property);
        assertEquals(sizes(proofOf(Property.CONSERVATION, FailingCases::selfish)), sizes(property), () -> property);
    }

    @Test
    void aFaultThatDoesNotShowInEachRunBecomesAsSmallAsInAProof() {
        List<Integer> inAProof = sizes(proofOf(Property.CONSERVATION, () -> new Unlucky(2)));
        for (Class<?> failing : List.of(FailingCases.Flaky.class, FailingCases.RepeatedByTheProperty.class)) {
            String property = messageOf(failing);
            assertTrue(property.contains(":13]"), property);
            assertEquals(inAProof, sizes(property), () -> property);
        }
    }

    @Test
    void casesOfTheUserThatAreMadeOfThoseOfTheHarnessBecomeSmallWithinTheirBounds() {
        String property = messageOf(FailingCases.FilteredAndMapped.class);
        assertEquals(List.of(2, 2, 0, 0, 1, 1), sizes(property), () -> property);
    }

    @Test
    void aConcurrentProgramBecomesAsSmallAsInAProof() {
        String property = messageOf(FailingCases.DirtyWrite.class);
        String proof = proofOf(Property.PROGRAMS, () -> BrokenEngines.named("broken:dirty-write"));
        for (String part : List.of("thread \\d", "] txn", "initial .*x\\d", "[{;] ")) {
            assertEquals(count(proof, part), count(property, part), () -> part + " in\n" + property + "\n" + proof);
        }
        assertEquals(2, count(property, "[{;] "), property);
    }

    @Test
    void eachParameterOfAPropertyBecomesSmall() {
        assertEquals("0->0:11, txn { read x0; read x0; read x0 }, 6", messageOf(FailingCases.TwoParameters.class));
    }

    @Test
    void otherPropertiesAreShrunkAsJqwikDoes() {
        messageOf(FailingCases.OfTheUserAlone.class);
        int most = FailingCases.OfTheUserAlone.RUNS.entrySet().stream()
                .filter(entry -> entry.getKey().size() == 3)
                .mapToInt(entry -> entry.getValue())
                .max()
                .orElseThrow();
        assertTrue(most < 5, () -> "a case that does not fail was run " + most + " times");
    }

    private static String messageOf(Class<?> failing) {
        return String.valueOf(Launched.runAndShrink(failing).failure().getMessage());
    }

    private static String proofOf(Property property, Supplier<Engine> engine) {
        Plan plan = new Plan(
                List.of(property),
                new Sizes(20, 8, 500),
                1_000,
                10,
                2026,
                FailingCases.LIMIT,
                FailingCases.LIMIT,
                FailingCases.LIMIT);
        return Proof.of(Target.of("planted", engine), plan, Watcher.NONE)
                .get(0)
                .counterexample()
                .orElseThrow()
                .report();
    }

    private static List<Integer> sizes(String report) {
        MatchResult found = SIZES.matcher(report).results().findFirst().orElseThrow(() -> new AssertionError(report));
        assertEquals("", found.group(7), report); // no "and 1743 more"
        return IntStream.rangeClosed(1, 6)
                .map(group -> switch (group) {
                    case 1, 6 ->
                        found.group(group).isEmpty() ? 0 : found.group(group).split(", ").length;
                    default -> Integer.parseInt(found.group(group));
                })
                .boxed()
                .toList();
    }

    private static int count(String report, String part) {
        return (int) Pattern.compile(part).matcher(report).results().count();
    }
}
