package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.history.Assembly.Noted;
import dev.tvar.stm.testing.history.ThreadLog.Entry;
import dev.tvar.stm.testing.history.ThreadLog.Event;
import dev.tvar.stm.testing.history.ThreadLog.Held;
import dev.tvar.stm.testing.history.ThreadLog.Kind;
import dev.tvar.stm.testing.rule.BrokenRule;
import dev.tvar.stm.testing.rule.Commit;
import dev.tvar.stm.testing.rule.CommitLog;
import dev.tvar.stm.testing.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges the rules of a recording, after the fact. The order of the commits is that of the moments at which each of them
 * had locked its write set and had not yet validated its read set: the engine's proof makes exactly these moments the
 * serial order.
 */
final class RecordedRules {
    /**
     * A rule.
     *
     * @param stamp when it was declared, on the clock of the recording
     */
    record Declared(String name, Rule rule, long stamp) {}

    /** A commit with its label. */
    private record Ordered(Entry entry, Commit commit) {}

    private final List<Ordered> commits = new ArrayList<>();
    private final CommitLog log;

    RecordedRules(Assembly assembly) {
        log = new CommitLog(assembly.labels()::of);
        List<Noted> noted = assembly.noted();
        for (int place = 0; place < noted.size(); place++) {
            Entry entry = noted.get(place).entry();
            Commit commit = commit(Assembly.name(entry, place), noted.get(place));
            if (entry.outcome() == Attempt.Outcome.COMMITTED && !commit.writes().isEmpty()) {
                commits.add(new Ordered(entry, commit));
            }
        }
        commits.sort(Comparator.comparingLong(each -> each.entry.instant));
    }

    private static Commit commit(String name, Noted noted) {
        List<Commit.Read> reads = new ArrayList<>();
        List<Commit.Write> writes = new ArrayList<>();
        for (Event event : noted.entry().events) {
            Held held = event.held();
            if (held != null && held.before() != null) {
                writes.add(new Commit.Write(held.before(), held.value()));
            } else if (held != null) {
                Boolean atLeast = event.kind() == Kind.FOUND_AT_LEAST
                        ? Boolean.TRUE
                        : event.kind() == Kind.FOUND_LESS ? Boolean.FALSE : null;
                reads.add(new Commit.Read(held.value(), atLeast));
            }
        }
        String label = noted.entry().name == null ? name : name + " '" + noted.entry().name + '\'';
        return new Commit(label, noted.thread(), reads, writes);
    }

    /** The rule that was broken first, or null. */
    @Nullable
    BrokenRule judge(List<Declared> rules) {
        for (Ordered each : commits) { // all of them first: the state before a late commit is known from its writes
            int number = log.beginCommit();
            each.commit.writes().forEach(write -> log.add(number, write));
        }
        BrokenRule broken = null;
        int next = 0;
        for (int number = 0; number <= commits.size() && broken == null; number++) {
            if (number > 0) {
                broken = log.judge(number, commits.get(number - 1).commit);
            }
            long until = number < commits.size() ? commits.get(number).entry.instant : Long.MAX_VALUE;
            while (broken == null && next < rules.size() && rules.get(next).stamp < until) {
                broken = log.require(rules.get(next).name, rules.get(next).rule, number);
                next++;
            }
        }
        return broken;
    }
}
