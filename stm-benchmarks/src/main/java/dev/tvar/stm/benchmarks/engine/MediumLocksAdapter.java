package dev.tvar.stm.benchmarks.engine;

/** A read-write lock for each table or level of a data model, as STMBench7's medium-grained locks. */
final class MediumLocksAdapter implements Adapter {
    @Override
    public Space space() {
        return new LockedSpace.Medium();
    }
}
