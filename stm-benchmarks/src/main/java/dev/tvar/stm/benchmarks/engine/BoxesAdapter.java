package dev.tvar.stm.benchmarks.engine;

/** This library behind boxes that find their transaction through the thread, as JVSTM's. */
final class BoxesAdapter implements Adapter {
    @Override
    public Space space() {
        return new BoxSpace();
    }
}
