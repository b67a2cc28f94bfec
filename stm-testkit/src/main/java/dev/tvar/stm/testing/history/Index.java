package dev.tvar.stm.testing.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A history in numbers: attempts and variables are numbered, and each access has its place in the
 * version order of its variable. Only accesses that relate an attempt to others are included: no
 * writes that must stay invisible, no reads of own writes.
 */
final class Index {
    /**
     * An access with its place. A write has the place of its version. A read has the places of the
     * versions it may have read, from first to last: one place for a value, possibly several for an
     * answer.
     */
    static final class Placed {
        final int variable;
        final Access access;

        /** The place of the version in the access. */
        final int named;

        int first;
        int last;

        /** Whether a later range of versions gives the same answer; set for answers only. */
        boolean movable;

        Placed(int variable, Access access, int place) {
            this.variable = variable;
            this.access = access;
            named = place;
            first = place;
            last = place;
        }

        boolean isWrite() {
            return access instanceof Access.Write;
        }
    }

    private record Hidden(int variable, long version) {}

    final List<Attempt> attempts;
    final List<Versions> variables = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** The writers of values that must stay invisible. */
    private final Map<Hidden, Integer> hidden = new HashMap<>();

    private final Placed[][] placed;
    private final List<Violation> faults = new ArrayList<>();

    /** The work done. */
    long steps;

    Index(History history) {
        attempts = history.attempts();
        placed = new Placed[attempts.size()][];
        for (int attempt = 0; attempt < attempts.size(); attempt++) {
            addWrites(attempt);
        }
        variables.forEach(Versions::sort);
        addInitialVersions();
        variables.forEach(Versions::seal);
        for (Versions versions : variables) {
            findVersionsWrittenTwice(versions);
        }
        for (int attempt = 0; attempt < attempts.size(); attempt++) {
            placed[attempt] = place(attempt);
        }
    }

    /** The accesses of an attempt, sorted by variable, then by place. */
    Placed[] accesses(int attempt) {
        return placed[attempt];
    }

    /** The first fault of a single access; null if there is none. */
    @Nullable
    Violation fault() {
        return faults.isEmpty() ? null : faults.get(0);
    }

    private int number(String variable) {
        Integer known = numbers.get(variable);
        if (known == null) {
            known = variables.size();
            numbers.put(variable, known);
            variables.add(new Versions(variable));
        }
        return known;
    }

    private void addWrites(int attempt) {
        Attempt from = attempts.get(attempt);
        List<Access> accesses = from.accesses();
        for (int i = accesses.size() - 1; i >= 0; i--) {
            steps++;
            int variable = number(accesses.get(i).variable());
            if (accesses.get(i) instanceof Access.Write write) {
                Versions versions = variables.get(variable);
                boolean overwritten = versions.size() > 0 && versions.writer(versions.size() - 1) == attempt;
                if (from.committed() && !overwritten) {
                    versions.add(write.version(), attempt, write.value());
                } else {
                    hidden.put(new Hidden(variable, write.version()), attempt);
                }
            }
        }
    }

    /** For each variable, the lowest version that was read, if all versions written are higher. */
    private void addInitialVersions() {
        @Nullable Access[] lowest = new Access[variables.size()];
        for (Attempt attempt : attempts) {
            for (Access access : attempt.accesses()) {
                int variable = number(access.variable());
                boolean read = !(access instanceof Access.Write)
                        && !hidden.containsKey(new Hidden(variable, access.version()));
                if (read && comesBefore(access, lowest[variable])) {
                    lowest[variable] = access;
                }
            }
        }
        for (int variable = 0; variable < lowest.length; variable++) {
            Access first = lowest[variable];
            Versions versions = variables.get(variable);
            if (first != null
                    && (versions.size() == 0
                            || first.version() < versions.get(0).number())) {
                Value value = first instanceof Access.Read read ? read.value() : null;
                versions.addInitial(first.version(), value);
            }
        }
    }

    /** Of two reads of one version, the read with a value comes first. */
    private static boolean comesBefore(Access access, @Nullable Access other) {
        return other == null
                || access.version() < other.version()
                || (access.version() == other.version()
                        && access instanceof Access.Read
                        && other instanceof Access.Answer);
    }

    private void findVersionsWrittenTwice(Versions versions) {
        for (int i = 1; i < versions.size(); i++) {
            if (versions.get(i - 1).number() == versions.get(i).number()) {
                faults.add(
                        new Faults(attempts).writtenTwice(versions.variable(), versions.get(i - 1), versions.get(i)));
                return;
            }
        }
    }

    private Placed[] place(int attempt) {
        List<Placed> places = new ArrayList<>();
        for (Access access : attempts.get(attempt).accesses()) {
            Placed place =
                    access instanceof Access.Write write ? placeWrite(attempt, write) : placeRead(attempt, access);
            if (place != null) {
                places.add(place);
            }
        }
        Placed[] sorted = places.toArray(new Placed[0]);
        Arrays.sort(
                sorted,
                Comparator.comparingInt((Placed place) -> place.variable).thenComparingInt(place -> place.first));
        return withoutRepetitions(sorted);
    }

    private static Placed[] withoutRepetitions(Placed[] sorted) {
        int kept = 0;
        for (Placed next : sorted) {
            Placed last = kept == 0 ? next : sorted[kept - 1];
            boolean again = kept > 0
                    && next.access instanceof Access.Read
                    && last.access instanceof Access.Read
                    && next.variable == last.variable
                    && next.first == last.first;
            if (!again) {
                sorted[kept++] = next;
            }
        }
        return Arrays.copyOf(sorted, kept);
    }

    private @Nullable Placed placeWrite(int attempt, Access.Write write) {
        int variable = number(write.variable());
        Versions versions = variables.get(variable);
        int place = attempts.get(attempt).committed() ? versions.find(write.version()) : -1;
        return place >= 0 && versions.writer(place) == attempt ? new Placed(variable, write, place) : null;
    }

    private @Nullable Placed placeRead(int attempt, Access access) {
        steps++;
        int variable = number(access.variable());
        Versions versions = variables.get(variable);
        int place = versions.find(access.version());
        if (place >= 0) {
            if (versions.writer(place) == attempt) {
                return null;
            }
            if (!agrees(access, versions.get(place).value())) {
                faults.add(new Faults(attempts).torn(attempt, access, versions.get(place)));
            }
            return new Placed(variable, access, place);
        }
        int writer = hidden.getOrDefault(new Hidden(variable, access.version()), Versions.NO_WRITER);
        if (writer != attempt) {
            faults.add(new Faults(attempts).noSuchVersion(attempt, access, writer));
        }
        return null;
    }

    private static boolean agrees(Access access, @Nullable Value written) {
        if (written == null) {
            return true;
        }
        if (access instanceof Access.Answer answer) {
            return answer.isTrueOf(written);
        }
        Value seen = ((Access.Read) access).value();
        return seen == null || seen.equals(written);
    }
}
