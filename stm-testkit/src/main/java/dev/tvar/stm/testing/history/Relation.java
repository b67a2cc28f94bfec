package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.history.Index.Placed;
import org.jspecify.annotations.Nullable;

/**
 * The reason why one attempt comes before another: accesses of both to one variable, or real time if there are none.
 *
 * @param kind which of the two accesses are writes
 * @param from the number of the earlier attempt
 * @param to the number of the later one
 * @param earlier the access of the earlier attempt
 * @param later the access of the later attempt
 */
record Relation(
        Kind kind,
        int from,
        int to,
        @Nullable Placed earlier,
        @Nullable Placed later) {
    /** The kinds, easiest to understand first. */
    enum Kind {
        WRITE_READ,
        READ_WRITE,
        WRITE_WRITE,
        REAL_TIME
    }

    /** The simplest reason, from reads and writes, why one attempt comes before another; null if there is none. */
    static @Nullable Relation between(Index index, int from, int to) {
        Placed[] some = index.accesses(from);
        Placed[] others = index.accesses(to);
        Relation best = null;
        int j = 0;
        for (Placed one : some) {
            while (j < others.length && others[j].variable < one.variable) {
                j++;
            }
            for (int k = j; k < others.length && others[k].variable == one.variable; k++) {
                Kind kind = kind(one, others[k]);
                if (kind != null) {
                    Relation found = new Relation(kind, from, to, one, others[k]);
                    best = best == null || found.isBetterThan(best) ? found : best;
                }
            }
        }
        return best;
    }

    /** Real time as a reason; null if it is none. */
    static @Nullable Relation inTime(Index index, int from, int to) {
        boolean ended = index.attempts.get(from).end() < index.attempts.get(to).begin();
        return ended ? new Relation(Kind.REAL_TIME, from, to, null, null) : null;
    }

    private static @Nullable Kind kind(Placed one, Placed other) {
        if (one.isWrite() && other.isWrite()) {
            return one.first < other.first ? Kind.WRITE_WRITE : null;
        }
        if (one.isWrite()) {
            return one.first <= other.first ? Kind.WRITE_READ : null;
        }
        return other.isWrite() && other.first > one.last && !one.movable ? Kind.READ_WRITE : null;
    }

    private boolean isBetterThan(Relation other) {
        return distance() != other.distance() ? distance() < other.distance() : kind.compareTo(other.kind) < 0;
    }

    /** The number of versions between the two, beyond the minimum. */
    int distance() {
        if (earlier == null || later == null) {
            return 0;
        }
        return later.first - earlier.last - (kind == Kind.WRITE_READ ? 0 : 1);
    }

    int variable() {
        return earlier == null ? -1 : earlier.variable;
    }

    /** The relation as a sentence. */
    String words(Index index) {
        Attempt first = index.attempts.get(from);
        Attempt second = index.attempts.get(to);
        if (earlier == null || later == null) {
            return first.name() + (first.committed() ? " committed" : " ended") + " before " + second.name() + " began";
        }
        String did = first.name() + " " + words(earlier);
        if (distance() > 0) {
            return did + " before " + second.name() + " " + words(later);
        }
        return did
                + switch (kind) {
                    case WRITE_READ ->
                        later.access instanceof Access.Answer answer
                                ? ", " + foundBy(index, second, answer, later)
                                : ", which " + second.name() + " read";
                    case READ_WRITE ->
                        " before " + second.name()
                                + (earlier.access instanceof Access.Answer
                                        ? " ended that with "
                                        : " overwrote it with ")
                                + written(later);
                    case WRITE_WRITE -> " before " + second.name() + " overwrote it with " + written(later);
                    case REAL_TIME -> throw new AssertionError("real time has no accesses");
                };
    }

    /** The relation of an answer to a version: given with it, or true again with it after it was false. */
    private static String foundBy(Index index, Attempt attempt, Access.Answer answer, Placed placed) {
        Versions versions = index.variables.get(placed.variable);
        if (versions.get(placed.first).number() == answer.version()) {
            return "with which " + attempt.name() + " found " + answer.answer();
        }
        Versions.Version between = versions.get(placed.first - 1);
        return "which made " + answer.answer() + " true again; " + attempt.name() + " found it with "
                + Notation.variable(answer, null) + ", but must come after "
                + Notation.variable(versions.variable(), between.number(), between.value());
    }

    private static String words(Placed placed) {
        if (placed.access instanceof Access.Read read) {
            return "read " + Notation.variable(read, read.value());
        }
        if (placed.access instanceof Access.Answer answer) {
            return "found " + answer.answer() + " with " + Notation.variable(answer, null);
        }
        return "wrote " + written(placed);
    }

    private static String written(Placed placed) {
        Access.Write write = (Access.Write) placed.access;
        return Notation.variable(write, write.value());
    }
}
