package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.history.Attempt.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes histories that are right because they come from a serial execution: each attempt takes effect at one point of an
 * interval, and the intervals overlap. Values are few, so that they cross the bounds of answers repeatedly.
 */
final class HistoryMaker {
    private static final int VALUES = 6;

    /** The number of latest versions among which an answer is found. */
    private static final int LATE = 5;

    private record Version(long number, long value) {}

    private final Random random;
    private final List<List<Version>> variables = new ArrayList<>();

    HistoryMaker(long seed, int variableCount) {
        random = new Random(seed);
        for (int i = 0; i < variableCount; i++) {
            variables.add(new ArrayList<>(List.of(new Version(0, random.nextInt(VALUES)))));
        }
    }

    /** Attempts that overlap with about {@code overlap} others on either side. */
    List<Attempt> serial(int attempts, int overlap, int accesses) {
        List<Attempt> made = new ArrayList<>();
        long room = 4L * attempts;
        for (int point = 0; point < attempts; point++) {
            // stamps are all different: two residues for each attempt
            long begin = (point - random.nextInt(overlap + 1)) * room + 2L * point;
            long end = (point + 1 + random.nextInt(overlap + 1)) * room + 2L * point + 1;
            int fate = random.nextInt(10);
            Outcome outcome = fate < 7 ? Outcome.COMMITTED : fate < 9 ? Outcome.ABORTED : Outcome.RUNNING;
            made.add(new Attempt(
                    "T" + point,
                    "",
                    begin,
                    outcome == Outcome.RUNNING ? Attempt.NEVER : end,
                    outcome,
                    body(outcome, 1 + random.nextInt(accesses))));
        }
        return made;
    }

    private List<Access> body(Outcome outcome, int accesses) {
        List<Access> body = new ArrayList<>();
        List<Integer> written = new ArrayList<>();
        for (int i = 0; i < accesses; i++) {
            int variable = random.nextInt(variables.size());
            if (!written.contains(variable)) {
                switch (random.nextInt(3)) {
                    case 0 -> body.add(read(variable, last(variable)));
                    case 1 -> body.add(answer(variable));
                    default -> {
                        written.add(variable);
                        body.add(write(variable, outcome == Outcome.COMMITTED));
                    }
                }
            }
        }
        return body;
    }

    private Version last(int variable) {
        List<Version> versions = variables.get(variable);
        return versions.get(versions.size() - 1);
    }

    private static String name(int variable) {
        return "v" + variable;
    }

    private static Access.Read read(int variable, Version version) {
        return new Access.Read(name(variable), version.number, Value.of(version.value));
    }

    /** The answer is that of the last version, but may be recorded with another recent version that gives the same answer. */
    private Access.Answer answer(int variable) {
        long bound = random.nextInt(VALUES);
        boolean atLeast = last(variable).value >= bound;
        List<Version> all = variables.get(variable);
        List<Version> same = all.subList(Math.max(0, all.size() - LATE), all.size()).stream()
                .filter(version -> version.value >= bound == atLeast)
                .toList();
        Version found = same.get(random.nextBoolean() ? same.size() - 1 : random.nextInt(same.size()));
        return new Access.Answer(name(variable), found.number, bound, atLeast);
    }

    private Access.Write write(int variable, boolean committed) {
        Version made = new Version(last(variable).number + 1 + random.nextInt(2), random.nextInt(VALUES));
        if (committed) {
            variables.get(variable).add(made);
        }
        return new Access.Write(name(variable), made.number, Value.of(made.value));
    }

    /** Changes some attempt: another version read, another version compared, or another time. */
    void mutate(List<Attempt> attempts) {
        int victim = random.nextInt(attempts.size());
        Attempt attempt = attempts.get(victim);
        List<Access> body = new ArrayList<>(attempt.accesses());
        int at = body.isEmpty() ? -1 : random.nextInt(body.size());
        if (at >= 0 && !(body.get(at) instanceof Access.Write) && random.nextInt(4) > 0) {
            Access access = body.get(at);
            int variable = Integer.parseInt(access.variable().substring(1));
            List<Version> versions = variables.get(variable).stream()
                    .filter(version -> !writes(attempt, access.variable(), version.number))
                    .toList();
            Version other = versions.get(random.nextInt(versions.size()));
            body.set(at, access instanceof Access.Answer answer ? other(answer, other) : read(variable, other));
            attempts.set(victim, with(attempt, attempt.begin(), attempt.end(), body));
        } else {
            long shift = (random.nextInt(5) - 2) * 4L * attempts.size();
            long end = attempt.end() == Attempt.NEVER ? Attempt.NEVER : attempt.end() + shift;
            attempts.set(victim, with(attempt, attempt.begin() + shift, end, body));
        }
    }

    private static boolean writes(Attempt attempt, String variable, long version) {
        return attempt.accesses().stream()
                .anyMatch(access -> access instanceof Access.Write
                        && access.version() == version
                        && access.variable().equals(variable));
    }

    private static Access.Answer other(Access.Answer answer, Version found) {
        return new Access.Answer(answer.variable(), found.number, answer.bound(), found.value >= answer.bound());
    }

    private static Attempt with(Attempt attempt, long begin, long end, List<Access> body) {
        return new Attempt(attempt.name(), attempt.thread(), begin, end, attempt.outcome(), body);
    }
}
