package dev.tvar.stm.testing.explore;

import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.testing.rule.Values;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Goal. One schedule in terms of the program: which transactions began, read, wrote, committed,
 * waited, or lost to which other transaction, with the names and values of the program.
 *
 * Mechanism. The engine reports to this recorder, on the thread that has the turn. A commit is a row at the moment when
 * it is certain, with all its locks held; the texts of the values in it were made when the body wrote them, since
 * toString is user code and must not run under a lock. While a value is turned into text, the thread is marked, so that
 * a toString that uses transactions gets an error and not a turn, which would change the schedule.
 */

/** The story of one schedule as a table: one column for each thread, one row for each act of a transaction. */
final class Story extends Recorder {
    /** The most variables that the row of a commit or of a wait names. */
    private static final int MOST_NAMES = 6;

    /** A transaction or snapshot, over all its attempts. */
    private static final class Told {
        final String label;
        final String author;

        // ---- of the present attempt
        final List<Object> read = new ArrayList<>();
        final Map<Object, String> texts = new IdentityHashMap<>();
        final List<String> published = new ArrayList<>();

        @Nullable
        Throwable thrown;

        /** The exception with which it gave up. */
        @Nullable
        Throwable gaveUp;

        /** The number of commits when it began to wait; negative if it did not wait. */
        int waitsSince = -1;

        Told(String label, String author) {
            this.label = label;
            this.author = author;
        }

        void beginAttempt() {
            read.clear();
            texts.clear();
            published.clear();
            thrown = null;
            waitsSince = -1;
        }
    }

    /** The last commit of a variable, and its number among all commits. */
    private record Commit(Told by, int number) {}

    private final Columns columns = new Columns();
    private final Values values = new Values();
    private final Map<Object, Commit> lastCommits = new IdentityHashMap<>();
    private final Map<Object, Told> calls = new IdentityHashMap<>();
    private final Map<ControlledThread, Told> present = new IdentityHashMap<>();
    private @Nullable Scheduler scheduler;
    private boolean beginsSnapshot;
    private int transactions;
    private int commits;

    /** A story without rows. */
    Story() {}

    void listenTo(Scheduler told) {
        scheduler = told;
        install();
    }

    Columns.Row say(int thread, String text) {
        return columns.add(thread, text);
    }

    void ended(ControlledThread thread, @Nullable Throwable thrown) {
        say(
                thread.index,
                thrown == null ? "ends" : "fails with " + thrown.getClass().getSimpleName());
    }

    String table(List<String> threads) {
        return columns.table(threads);
    }

    // ---- attempts

    @Override
    protected void begin(boolean snapshot) {
        beginsSnapshot = snapshot;
    }

    @Override
    protected void attempt(Object call, @Nullable String name, int number) {
        ControlledThread self = self();
        if (self == null) {
            return;
        }
        Told told = calls.get(call);
        if (number == 1 || told == null) {
            told = new Told((beginsSnapshot ? "S" : "T") + ++transactions, self.name);
            calls.put(call, told);
            String title = (beginsSnapshot ? "snapshot " : "transaction ") + told.label;
            say(self.index, title + (name == null ? " begins" : " '" + name + "' begins"));
        } else {
            say(self.index, told.label + " begins attempt " + number + causeToWake(told));
        }
        told.beginAttempt();
        present.put(self, told);
    }

    private String causeToWake(Told told) {
        if (told.waitsSince >= 0) {
            for (Object cell : told.read) {
                Commit last = lastCommits.get(cell);
                if (last != null && last.number > told.waitsSince) {
                    return ": " + last.by.label + " of " + last.by.author + " has changed " + name(cell);
                }
            }
        }
        return "";
    }

    @Override
    protected void threw(Throwable thrown) {
        inAttempt((self, told) -> told.thrown = thrown);
    }

    @Override
    protected void lost(AbortKind kind, @Nullable Object over) {
        inAttempt((self, told) -> {
            Throwable thrown = told.thrown;
            if (thrown == null) {
                say(self.index, told.label + " " + whyLost(told, kind, over));
            } else if (thrown != told.gaveUp) {
                say(self.index, told.label + " is undone: " + textOf(self, thrown));
            }
            if (kind == AbortKind.RETRY) {
                told.waitsSince = commits;
            }
        });
    }

    private String whyLost(Told told, AbortKind kind, @Nullable Object over) {
        if (kind == AbortKind.RETRY) {
            return told.read.isEmpty() ? "retries" : "retries: waits for a change of " + names(told.read);
        }
        if (kind == AbortKind.TICKET) {
            return "yields to the holder of the ticket";
        }
        if (over == null) {
            return "has a conflict";
        }
        Commit last = lastCommits.get(over);
        return "has a conflict over " + name(over)
                + (kind == AbortKind.LOCKED
                        ? ", which stays locked"
                        : last == null || last.by == told ? "" : " with " + last.by.label + " of " + last.by.author);
    }

    @Override
    protected void end(boolean committed) {
        inAttempt((self, told) -> {
            if (committed && told.published.isEmpty()) {
                say(self.index, told.label + (told.label.startsWith("S") ? " ends" : " commits"));
            }
        });
    }

    @Override
    protected void gaveUp(Object call, Throwable thrown) {
        ControlledThread self = self();
        Told told = calls.get(call);
        if (self != null && told != null) {
            told.gaveUp = thrown;
            say(self.index, told.label + " gives up: " + textOf(self, thrown));
        }
    }

    // ---- actions of bodies

    @Override
    protected void read(Object cell, long version, boolean kept, long number, @Nullable Object value) {
        inAttempt((self, told) -> {
            told.read.add(cell);
            String text = text(self, cell, number, value);
            act(self, "reads " + name(cell) + " = " + text + (kept ? " (as of the begin of the snapshot)" : ""));
        });
    }

    @Override
    protected void readOwn(Object cell, long number, @Nullable Object value) {
        inAttempt((self, told) ->
                act(self, "reads " + name(cell) + " = " + text(self, cell, number, value) + " (its own)"));
    }

    @Override
    protected void answer(Object cell, long version, long bound, boolean atLeast) {
        inAttempt((self, told) -> {
            told.read.add(cell);
            act(self, name(cell) + " is at least " + bound + ": " + (atLeast ? "yes" : "no"));
        });
    }

    @Override
    protected void set(Object cell, long number, @Nullable Object value) {
        inAttempt((self, told) -> {
            String text = text(self, cell, number, value);
            if (value != null) {
                told.texts.put(value, text);
            }
            act(self, "writes " + name(cell) + " = " + text);
        });
    }

    @Override
    protected void add(Object cell, long delta) {
        inAttempt((self, told) -> act(self, "adds " + delta + " to " + name(cell)));
    }

    @Override
    protected void undo() {
        inAttempt((self, told) -> act(self, "undoes a nested part"));
    }

    @Override
    protected void alternative() {
        inAttempt((self, told) -> act(self, "tries the next alternative"));
    }

    @Override
    protected void hook(boolean committed) {
        inAttempt((self, told) -> act(self, committed ? "runs a hook afterCommit" : "runs a hook afterRollback"));
    }

    @Override
    protected void readNow(Object cell, long number, @Nullable Object value) {
        ControlledThread self = self();
        if (self != null) {
            say(self.index, name(cell) + ".now() = " + text(self, cell, number, value));
        }
    }

    /** The first variable creates the row, and the others are added to it: the thread has had no other row since. */
    @Override
    protected void write(Object cell, long version, long number, @Nullable Object value) {
        inAttempt((self, told) -> {
            if (told.published.isEmpty()) {
                commits++;
            }
            lastCommits.put(cell, new Commit(told, commits));
            String text =
                    cell instanceof LongCell ? Long.toString(number) : value == null ? "null" : told.texts.get(value);
            told.published.add(name(cell) + " = " + (text == null ? "?" : text));
            Columns.Row row = told.published.size() == 1 ? columns.add(self.index, "") : columns.last();
            if (row != null) {
                row.text = told.label + " commits: " + listed(told.published);
            }
        });
    }

    // ---- texts

    private void act(ControlledThread self, String text) {
        say(self.index, "  " + text);
    }

    private String name(Object cell) {
        return Objects.requireNonNull(scheduler).round().memory.nameOf(cell);
    }

    private String names(List<Object> cells) {
        return listed(cells.stream().map(this::name).distinct().toList());
    }

    private static String listed(List<String> items) {
        int more = items.size() - MOST_NAMES;
        return more <= 0
                ? String.join(", ", items)
                : String.join(", ", items.subList(0, MOST_NAMES)) + ", and " + more + " more";
    }

    private String text(ControlledThread self, Object cell, long number, @Nullable Object value) {
        if (cell instanceof LongCell) {
            return Long.toString(number);
        }
        return value instanceof Cell variable ? name(variable) : textOf(self, value);
    }

    private String textOf(ControlledThread self, @Nullable Object value) {
        self.showing = true;
        try {
            return values.of(value);
        } finally {
            self.showing = false;
        }
    }

    // ---- the acting thread and transaction

    private interface Act {
        void by(ControlledThread self, Told told);
    }

    /** Runs an action unless the caller is no thread of the scenario, or has no transaction. */
    private void inAttempt(Act act) {
        ControlledThread self = self();
        Told told = self == null ? null : present.get(self);
        if (self != null && told != null) {
            act.by(self, told);
        }
    }

    private @Nullable ControlledThread self() {
        if (scheduler == null || scheduler.round().failure != null) { // the schedule is over
            return null;
        }
        ControlledThread self = scheduler.self();
        return self == null || self.unwinding || self.showing ? null : self;
    }
}
