package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.history.Relation.Kind;
import java.util.List;

/** Gives a cycle its name. */
final class Naming {
    private final Index index;
    private final List<Relation> cycle;

    Naming(Index index, List<Relation> cycle) {
        this.index = index;
        this.cycle = cycle;
    }

    Phenomenon phenomenon() {
        if (!cycle.stream().allMatch(each -> index.attempts.get(each.from()).committed())) {
            return Phenomenon.ZOMBIE;
        }
        if (count(Kind.REAL_TIME) > 0) {
            return Phenomenon.REAL_TIME_VIOLATION;
        }
        if (count(Kind.WRITE_WRITE) == cycle.size()) {
            return Phenomenon.DIRTY_WRITE;
        }
        return switch ((int) count(Kind.READ_WRITE)) {
            case 0 -> Phenomenon.CIRCULAR_INFORMATION_FLOW;
            case 1 -> withOneReadBefore();
            default -> withSeveralReadsBefore();
        };
    }

    private long count(Kind kind) {
        return cycle.stream().filter(each -> each.kind() == kind).count();
    }

    /** One attempt read a version before another overwrote it; the rest of the cycle is by writes. */
    private Phenomenon withOneReadBefore() {
        int at = 0;
        while (cycle.get(at).kind() != Kind.READ_WRITE) {
            at++;
        }
        Relation readBefore = cycle.get(at);
        Relation back = cycle.get((at + cycle.size() - 1) % cycle.size());
        boolean sameVariable = cycle.size() == 2 && readBefore.variable() == back.variable();
        if (back.kind() == Kind.WRITE_READ) {
            return sameVariable ? Phenomenon.NON_REPEATABLE_READ : Phenomenon.READ_SKEW;
        }
        return sameVariable ? Phenomenon.LOST_UPDATE : Phenomenon.SERIALISATION_CYCLE;
    }

    private Phenomenon withSeveralReadsBefore() {
        if (count(Kind.READ_WRITE) == cycle.size()) {
            return Phenomenon.WRITE_SKEW;
        }
        boolean alternating = cycle.size() == 4 && count(Kind.READ_WRITE) == 2 && count(Kind.WRITE_READ) == 2;
        boolean readersOnly =
                cycle.stream().filter(each -> each.kind() == Kind.READ_WRITE).allMatch(each -> !writes(each.from()));
        return alternating && readersOnly ? Phenomenon.LONG_FORK : Phenomenon.SERIALISATION_CYCLE;
    }

    private boolean writes(int attempt) {
        return index.attempts.get(attempt).accesses().stream().anyMatch(Access.Write.class::isInstance);
    }
}
