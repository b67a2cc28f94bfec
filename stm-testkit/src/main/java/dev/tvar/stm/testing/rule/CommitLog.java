package dev.tvar.stm.testing.rule;

import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.RefCell;
import dev.tvar.stm.internal.cell.Saved;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.snapshot.Snapshot;
import dev.tvar.stm.internal.tx.SnapshotTxn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Evaluate rules on the state after each commit, and on no other: neither a later commit nor one that has only
 * begun to store its values may be seen. The evaluation must not take a step in the engine, or it would change the
 * schedule that it judges.
 *
 * Mechanism. The log has the values of each write before and after, by variable, in the order of the commits. A variable
 * as of commit k has the value after its last write up to k; else the value before its first write; else, as it was never
 * written, its present value. A rule reads through a snapshot whose bound is older than every stamp, so that each read
 * reaches this log.
 *
 * Why it is right. A write is logged with its variable locked, so the value before it is the last one. The order must be
 * one in which the commits take effect; the callers say which.
 *
 * Cost. One entry for each write. A rule is evaluated after a commit only if the commit has changed a variable that the
 * rule read when it was last evaluated, since otherwise it would read the same values.
 */

/** The commits of a run, and the judge of rules. Not thread-safe. */
public final class CommitLog {
    /** A write. */
    private record Change(int commit, Saved before, Saved after) {}

    /** A rule, and when it was last evaluated: it held after that commit, and had read these variables. */
    private static final class Named {
        final String name;
        final Rule rule;
        int heldAfter;
        final Set<Cell> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        Named(String name, Rule rule) {
            this.name = name;
            this.rule = rule;
        }
    }

    private final Map<Cell, List<Change>> changes = new IdentityHashMap<>();
    private final List<Named> rules = new ArrayList<>();
    private final Function<Object, String> names;
    private final Values values = new Values();
    private int commits;

    /**
     * An empty log.
     *
     * @param names the name of a variable in reports
     */
    public CommitLog(Function<Object, String> names) {
        this.names = names;
    }

    /**
     * Begins a commit, which comes after those that have begun before.
     *
     * @return its number, from 1
     */
    public int beginCommit() {
        return ++commits;
    }

    /**
     * Adds a write to a commit; those of one variable in the order of their commits.
     *
     * @param commit the number of the commit
     * @param write the variable with its values
     */
    public void add(int commit, Commit.Write write) {
        changes.computeIfAbsent(write.after().cell(), cell -> new ArrayList<>())
                .add(new Change(commit, write.before(), write.after()));
    }

    /**
     * Adds a rule, which must hold after a commit and after each later one.
     *
     * @param name its name in reports
     * @param rule the condition
     * @param number the number of the commit, or 0 for the state before the first
     * @return the broken rule, if it does not hold after that commit, or null
     */
    public @Nullable BrokenRule require(String name, Rule rule, int number) {
        Named named = new Named(Objects.requireNonNull(name, "name"), Objects.requireNonNull(rule, "rule"));
        rules.add(named);
        return evaluate(named, number, null);
    }

    /**
     * Evaluates the rules on the state after a commit.
     *
     * @param number the number of the commit
     * @param commit what it did
     * @return the first rule that does not hold, or null
     */
    public @Nullable BrokenRule judge(int number, Commit commit) {
        for (Named named : rules) {
            boolean asBefore = named.heldAfter == number - 1
                    && commit.writes().stream()
                            .noneMatch(
                                    write -> named.seen.contains(write.after().cell()));
            if (asBefore) {
                named.heldAfter = number;
            } else {
                BrokenRule broken = evaluate(named, number, commit);
                if (broken != null) {
                    return broken;
                }
            }
        }
        return null;
    }

    private @Nullable BrokenRule evaluate(Named named, int number, @Nullable Commit commit) {
        Past past = new Past(number);
        Throwable thrown = null;
        try {
            if (SnapshotTxn.<Boolean, Throwable>in(past, named.rule::holds)) {
                named.heldAfter = number;
                named.seen.clear();
                named.seen.addAll(past.seen.keySet());
                return null;
            }
        } catch (Throwable t) { // reported
            thrown = t;
        }
        return report(named.name, commit, past, thrown);
    }

    private Saved valueAfter(int commit, Cell cell) {
        List<Change> all = changes.getOrDefault(cell, List.of());
        if (all.isEmpty()) {
            return Seqlock.save(cell);
        }
        int low = 0;
        for (int high = all.size(); low < high; ) { // the first change after the commit is at low or later, before high
            int middle = (low + high) >>> 1;
            if (all.get(middle).commit <= commit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? all.get(0).before : all.get(low - 1).after;
    }

    /** Reads the state after a commit, and remembers what was read. */
    private final class Past extends Snapshot {
        private final int commit;
        final Map<Cell, Saved> seen = new LinkedHashMap<>();

        Past(int commit) {
            this.commit = commit;
            bound = Long.MIN_VALUE; // older than every stamp
        }

        @Override
        public @Nullable Object read(RefCell cell) {
            return see(cell).ref();
        }

        @Override
        public long read(LongCell cell) {
            return see(cell).num();
        }

        private Saved see(Cell cell) {
            return seen.computeIfAbsent(cell, added -> valueAfter(commit, added));
        }
    }

    // ---- reports

    private BrokenRule report(String rule, @Nullable Commit commit, Past past, @Nullable Throwable thrown) {
        List<String> seen = new ArrayList<>();
        past.seen.values().forEach(value -> seen.add(text(value) + wasBefore(value, commit)));
        if (commit == null) {
            return new BrokenRule(rule, null, null, List.of(), List.of(), seen, thrown);
        }
        return new BrokenRule(
                rule,
                commit.transaction(),
                commit.thread(),
                commit.reads().stream().map(this::text).toList(),
                commit.writes().stream()
                        .map(write -> text(write.after()) + ", was " + value(write.before()))
                        .toList(),
                seen,
                thrown);
    }

    private String wasBefore(Saved seen, @Nullable Commit commit) {
        return commit == null
                ? ""
                : commit.writes().stream()
                        .filter(write -> write.after().cell() == seen.cell())
                        .map(write -> ", was " + value(write.before()))
                        .findFirst()
                        .orElse("");
    }

    private String text(Commit.Read read) {
        if (read.atLeast() == null) {
            return text(read.value());
        }
        String answer = read.atLeast() ? ": yes" : ": no";
        return names.apply(read.value().cell()) + " is at least " + read.value().num() + answer;
    }

    private String text(Saved saved) {
        return names.apply(saved.cell()) + " = " + value(saved);
    }

    private String value(Saved saved) {
        if (saved.cell() instanceof LongCell) {
            return Long.toString(saved.num());
        }
        return saved.ref() instanceof Cell variable ? names.apply(variable) : values.of(saved.ref());
    }
}
