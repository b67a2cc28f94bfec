package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.function.DoubleConsumer;

/** Where measurements are made. For one thread. */
interface Bench extends AutoCloseable {
    /**
     * Makes one measurement.
     *
     * @param engine the engine
     * @param load the load
     * @param threads how many threads
     * @param extent its length
     * @param progress receives the fraction done, on any thread
     * @return the measurement; incomplete if the comparison was stopped meanwhile
     */
    Measurement measure(Engine engine, Workload load, int threads, Extent extent, DoubleConsumer progress);

    /**
     * Finds out why transactions ran again, as {@link Reasons#of} does.
     *
     * @param name one of {@link Reasons#names}
     * @return the findings
     */
    Conflicts.Run explain(String name);

    @Override
    void close();
}
