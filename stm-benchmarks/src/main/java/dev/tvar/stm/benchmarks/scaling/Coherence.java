package dev.tvar.stm.benchmarks.scaling;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Who has which cache line, and what it costs to get one. As in a machine with a directory:
 *
 * <ul>
 *   <li>a line is with one core that may write it, or with any number that may only read it;
 *   <li>who has it as needed pays nothing here: the cost of a hit is part of the local work;
 *   <li>who must fetch it waits for one transfer, the same between any two cores;
 *   <li>a line that changes its owner serves one core at a time, so the others queue;
 *   <li>a line that is only read is served to all at once, after the first has fetched it from its owner;
 *   <li>invalidating readers costs no more than the transfer, however many there are.
 * </ul>
 *
 * Memory outside the caches, several sockets and the width of the interconnect are not in the model.
 */
final class Coherence {
    private static final int NOBODY = -1;

    private final double transferNanos;
    private final Map<Integer, Line> lines = new HashMap<>();
    private long transfers;

    Coherence(double transferNanos) {
        this.transferNanos = transferNanos;
    }

    private static final class Line {
        private int owner = NOBODY;
        private final BitSet readers = new BitSet();
        private double busyUntil;
    }

    private Line line(int number) {
        return lines.computeIfAbsent(number, n -> new Line());
    }

    /** A core reads a line at a time; returns when it has it. */
    double read(int core, int number, double now) {
        Line line = line(number);
        if (line.owner == core || line.readers.get(core)) {
            return now;
        }
        boolean fromOwner = line.owner != NOBODY;
        double start = fromOwner ? Math.max(now, line.busyUntil) : now;
        double end = start + transferNanos;
        if (fromOwner) {
            line.readers.set(line.owner);
            line.owner = NOBODY;
            line.busyUntil = end;
        }
        line.readers.set(core);
        transfers++;
        return Math.max(end, line.busyUntil);
    }

    /** A core writes a line at a time; returns when it has it alone. */
    double write(int core, int number, double now) {
        Line line = line(number);
        if (line.owner == core) {
            return now;
        }
        double end = Math.max(now, line.busyUntil) + transferNanos;
        line.owner = core;
        line.readers.clear();
        line.busyUntil = end;
        transfers++;
        return end;
    }

    /** A core writes a line that it has just allocated: nobody else has it, so nothing is fetched. */
    void allocate(int core, int number) {
        Line line = line(number);
        line.owner = core;
        line.readers.clear();
    }

    double transferNanos() {
        return transferNanos;
    }

    /** How many transfers there were. */
    long transfers() {
        return transfers;
    }
}
