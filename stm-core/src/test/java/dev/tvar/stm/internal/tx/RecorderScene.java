package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.internal.seam.Steps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** A listener of the recorder, and what it has been told. */
@Tag("seam")
abstract class RecorderScene {
    final Steps steps = Steps.watch();
    final List<String> told = new ArrayList<>();
    final TLong number = TLong.named("number", 1);
    final TVar<String> text = TVar.named("text", "old");
    final Recorder recorder = new Listener();

    /** Also says whether a variable was locked when its value was recorded. */
    class Listener extends Recorder {
        @Override
        protected void begin(boolean snapshot) {
            told.add(snapshot ? "snapshot" : "begin");
        }

        @Override
        protected void read(Object cell, long version, boolean kept, long value, @Nullable Object ref) {
            told.add(cell + " is " + shown(cell, value) + (kept ? " kept" : "") + (isLocked(cell) ? " locked" : ""));
        }

        @Override
        protected void answer(Object cell, long version, long bound, boolean atLeast) {
            told.add(cell + (atLeast ? ">=" : "<") + bound);
        }

        @Override
        protected void write(Object cell, long version, long value, @Nullable Object ref) {
            told.add(cell + " becomes " + shown(cell, value));
        }

        @Override
        protected void end(boolean committed) {
            told.add(committed ? "committed" : "lost");
        }

        @Override
        protected void attempt(Object transaction, @Nullable String name, int number) {
            told.add("attempt " + number + (name == null ? "" : " of " + name));
        }

        @Override
        protected void readOwn(Object cell, long value, @Nullable Object ref) {
            told.add("own " + cell + " is " + (ref == null ? value : ref));
        }

        @Override
        protected void set(Object cell, long value, @Nullable Object ref) {
            told.add(cell + " := " + (ref == null ? value : ref));
        }

        @Override
        protected void add(Object cell, long delta) {
            told.add(cell + " += " + delta);
        }

        @Override
        protected void undo() {
            told.add("undo");
        }

        @Override
        protected void alternative() {
            told.add("alternative");
        }

        @Override
        protected void threw(Throwable thrown) {
            told.add("threw " + thrown.getMessage());
        }

        @Override
        protected void lost(AbortKind kind, @Nullable Object over) {
            told.add(kind + (over == null ? "" : " over " + over));
        }

        @Override
        protected void hook(boolean committed) {
            told.add(committed ? "hook of a commit" : "hook of a rollback");
        }

        @Override
        protected void gaveUp(Object transaction, Throwable thrown) {
            told.add("gave up: " + thrown.getClass().getSimpleName());
        }

        @Override
        protected void readNow(Object cell, long value, @Nullable Object ref) {
            told.add("now " + cell + " is " + (ref == null ? value : ref));
        }

        final boolean isLocked(Object cell) {
            return Cells.isLocked((Cell) cell);
        }

        private String shown(Object cell, long value) {
            return cell instanceof LongCell ? Long.toString(value) : value == nameOf("old") ? "old" : "new";
        }

        private long nameOf(String object) {
            return System.identityHashCode(object);
        }
    }

    @BeforeEach
    final void install() {
        recorder.install();
    }

    @AfterEach
    final void uninstall() {
        recorder.uninstall();
        steps.close();
    }
}
