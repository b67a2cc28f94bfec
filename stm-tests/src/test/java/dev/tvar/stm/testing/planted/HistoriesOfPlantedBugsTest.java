package dev.tvar.stm.testing.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.explore.Planted;
import dev.tvar.stm.testing.history.HistoryViolationError;
import dev.tvar.stm.testing.history.Launched;
import dev.tvar.stm.testing.history.Phenomenon;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded tests on a broken engine fail with the right anomaly; on the unbroken engine they pass. */
@Tag("seam")
class HistoriesOfPlantedBugsTest {
    static Stream<Arguments> bugs() {
        return Stream.of(
                Arguments.of(CommitBug.SKIP_VALIDATION, RecordedPrograms.LostUpdate.class, Phenomenon.LOST_UPDATE),
                Arguments.of(CommitBug.SKIP_VALIDATION, RecordedPrograms.WriteSkew.class, Phenomenon.WRITE_SKEW),
                Arguments.of(
                        CommitBug.EXTEND_WITHOUT_VALIDATION, RecordedPrograms.ReadSkew.class, Phenomenon.READ_SKEW),
                Arguments.of(CommitBug.EXTEND_WITHOUT_VALIDATION, RecordedPrograms.Zombie.class, Phenomenon.ZOMBIE),
                Arguments.of(CommitBug.REFUSE_WITHOUT_VALIDATION, RecordedPrograms.Refusal.class, Phenomenon.ZOMBIE),
                Arguments.of(CommitBug.READ_WITHOUT_SECOND_LOOK, RecordedPrograms.TornRead.class, Phenomenon.TORN_READ),
                Arguments.of(CommitBug.PUBLISH_HALF, RecordedPrograms.Increments.class, Phenomenon.TORN_READ),
                Arguments.of(
                        CommitBug.REUSE_A_STAMP, RecordedPrograms.Increments.class, Phenomenon.VERSION_WRITTEN_TWICE),
                Arguments.of(
                        CommitBug.IGNORE_ANSWERS_OF_IS_AT_LEAST, RecordedPrograms.Answer.class, Phenomenon.LOST_UPDATE),
                Arguments.of(
                        CommitBug.JUDGE_ANSWERS_BY_VALUE_ALONE,
                        RecordedPrograms.AnswersOfTwoInstants.class,
                        Phenomenon.READ_SKEW));
    }

    static List<Class<?>> programs() {
        return List.of(
                RecordedPrograms.LostUpdate.class,
                RecordedPrograms.WriteSkew.class,
                RecordedPrograms.ReadSkew.class,
                RecordedPrograms.Zombie.class,
                RecordedPrograms.Refusal.class,
                RecordedPrograms.TornRead.class,
                RecordedPrograms.Increments.class,
                RecordedPrograms.Answer.class,
                RecordedPrograms.AnswersOfTwoInstants.class);
    }

    @AfterEach
    void repairTheEngine() {
        Seam.install(null);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void theBugIsCalledByItsName(PlantedBug bug, Class<?> program, Phenomenon expected) {
        Seam.install(new Interleaved(bug.omission()));
        Throwable failure = bug.mutant().during(() -> Launched.run(program)).failure();
        HistoryViolationError found = assertInstanceOf(HistoryViolationError.class, failure);
        assertEquals(expected, found.violation().phenomenon(), found.getMessage());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theEngineAsItIsPasses(Class<?> program) {
        Launched launched = Launched.run(program);
        assertEquals(List.of(), launched.failures());
        assertEquals(1, launched.passed());
    }

    /** The engine with a bug, in the interleaving that the program asks for. */
    private static final class Interleaved extends Seam {
        private final Planted bug;

        Interleaved(Planted bug) {
            this.bug = bug;
        }

        @Override
        protected boolean proceed(Step step, @Nullable Object cell) {
            Interleaving.before(step, cell);
            return !bug.leavesOut(step, cell);
        }
    }
}
