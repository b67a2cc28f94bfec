package dev.tvar.stm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the engine tells of its attempts: every read, answer, write, begin and end, whichever way it took. */
@Tag("seam")
class RecorderTest {
    private final Steps steps = Steps.watch();
    private final List<String> told = new ArrayList<>();
    private final TLong number = TLong.named("number", 1);
    private final TVar<String> text = TVar.named("text", "old");
    private final Recorder recorder = new Listener();

    private final class Listener extends Recorder {
        @Override
        protected void begin(boolean snapshot) {
            told.add(snapshot ? "snapshot" : "begin");
        }

        @Override
        protected void read(Cell cell, long version, boolean kept, long value) {
            told.add(cell + " is " + shown(cell, value) + (kept ? " kept" : ""));
        }

        @Override
        protected void answer(LongCell cell, long version, long bound, boolean atLeast) {
            told.add(cell + (atLeast ? ">=" : "<") + bound);
        }

        @Override
        protected void write(Cell cell, long version, long value) {
            told.add(cell + " becomes " + shown(cell, value));
        }

        @Override
        protected void end(boolean committed) {
            told.add(committed ? "committed" : "lost");
        }

        private String shown(Cell cell, long value) {
            return cell instanceof LongCell ? Long.toString(value) : value == nameOf("old") ? "old" : "new";
        }

        private long nameOf(String object) {
            return System.identityHashCode(object);
        }
    }

    @BeforeEach
    void install() {
        recorder.install();
    }

    @AfterEach
    void uninstall() {
        recorder.uninstall();
        steps.close();
    }

    @Test
    void aTransactionTellsWhatItReadsAndWrites() {
        STM.run(tx -> {
            number.get(tx);
            text.get(tx);
            number.isAtLeast(tx, 2);
            number.isAtLeast(tx, 1);
            number.add(tx, 4);
            text.set(tx, "new");
        });
        assertEquals(
                List.of(
                        "begin",
                        "number is 1",
                        "text is old",
                        "number<2",
                        "number>=1",
                        "number is 1",
                        "number becomes 5",
                        "text becomes new",
                        "committed"),
                told);
    }

    @Test
    void whatIsReadOnceMoreIsToldOnce() {
        steps.before(Step.COMPARE_STAMPS, 1, () -> Cells.setVersion(number, Clock.peek()));
        steps.before(Step.COMPARE_STAMPS, 3, () -> Cells.setVersion(text, Clock.peek()));
        Clock.leap();
        STM.run(tx -> {
            number.get(tx);
            text.get(tx);
        });
        assertEquals(List.of("begin", "number is 1", "text is old", "committed"), told);
    }

    @Test
    void aSnapshotTellsWhatItReads() {
        STM.snapshot(tx -> {
            number.get(tx);
            return text.get(tx);
        });
        assertEquals(List.of("snapshot", "number is 1", "text is old", "committed"), told);
    }

    @Test
    void aSnapshotTellsWhatItReadsOnceMore() {
        steps.before(Step.COMPARE_STAMPS, 1, () -> Cells.setVersion(number, 1));
        steps.before(Step.COMPARE_STAMPS, 3, () -> Cells.setVersion(text, 1));
        STM.snapshot(tx -> {
            number.get(tx);
            return text.get(tx);
        });
        assertEquals(List.of("snapshot", "number is 1", "text is old", "committed"), told);
        assertEquals(4, steps.count(Step.COMPARE_STAMPS));
    }

    @Test
    void aSnapshotTellsWhatWasKeptForIt() {
        STM.snapshot(tx -> {
            Snapshot open = Objects.requireNonNull(Context.current().snapshot);
            open.keep(number);
            open.keep(text);
            Cells.write(number, 2, open.instant() + 1);
            Cells.write(text, "new", open.instant() + 1);
            number.get(tx);
            return text.get(tx);
        });
        assertEquals(List.of("snapshot", "number is 1 kept", "text is old kept", "committed"), told);
    }

    @Test
    void whoFailsHasLost() {
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    number.set(tx, 1);
                    throw new IllegalStateException("test");
                }));
        assertEquals(List.of("begin", "lost"), told);
    }

    @Test
    void oneListensAtATime() {
        assertThrows(IllegalStateException.class, () -> new Listener().install());
        new Listener().uninstall();
        STM.run(tx -> {});
        assertEquals(List.of("begin", "committed"), told);
        recorder.uninstall();
        STM.run(tx -> {});
        assertEquals(2, told.size());
    }
}
