package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.engine.Kind;
import dev.tvar.stm.examples.engine.Messages;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** Small plans, and measurements made by hand. */
public final class Plans {
    public static final List<Engine> ENGINES = Engine.local();
    public static final List<Workload> LOADS = List.of(Workload.values());

    private Plans() {}

    /** A plan with a number of operations, measured once. */
    public static Plan of(List<Engine> engines, List<Workload> loads, int threads, long operations) {
        return new Plan(engines, loads, List.of(threads), 10, new Extent.Counting(operations), 1, 1);
    }

    /** A progress that is not shown. */
    public static Progress silent() {
        return new ProgressLines(new PrintWriter(Writer.nullWriter()), 1);
    }

    /** 10 operations in a number of seconds, with 9 audits. */
    public static Measurement measured(Engine engine, Workload load, long seconds, long wrong, long total) {
        Histogram latencies = new Histogram(3);
        latencies.recordValue(1_500);
        OptionalLong aborts = engine == Engine.STM ? OptionalLong.of(7) : OptionalLong.empty();
        long stake = load.kills() ? 50 : 0;
        List<Timeline.Slice> timeline = List.of(new Timeline.Slice(1, 9, wrong, total, aborts.orElse(0)));
        return new Measurement(
                engine,
                load,
                2,
                true,
                10,
                10,
                seconds * 1_000_000_000,
                latencies,
                aborts,
                engine.kind() == Kind.ACTOR ? new Messages(40, 90) : Messages.NONE,
                9,
                wrong,
                total,
                stake,
                timeline);
    }
}
