package dev.tvar.stm.benchmarks.workload.cad;

/** A directed edge between two atomic parts of one composite part; both parts list it. */
final class Connection {
    final AtomicPart from;
    final AtomicPart to;

    /** Whether it is part of the ring through all atomic parts, which keeps the graph connected. */
    final boolean inRing;

    Connection(AtomicPart from, AtomicPart to, boolean inRing) {
        this.from = from;
        this.to = to;
        this.inRing = inRing;
    }
}
