package dev.tvar.stm.benchmarks.workload.cad;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.benchmarks.engine.Capability;
import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.workload.Crew;
import dev.tvar.stm.benchmarks.workload.FaultySpace;
import dev.tvar.stm.benchmarks.workload.FaultySpace.Fault;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The design of every engine keeps its laws, and each law can fail. */
class DesignLawsTest {
    private static final int LEVELS = 4;
    private static final int UPDATES = 90;

    static Stream<MeasuredEngine> engines() {
        return Arrays.stream(MeasuredEngine.values()).filter(engine -> engine.does(Capability.SPACE));
    }

    private static CadBenchmarks small() {
        CadBenchmarks benchmark = new CadBenchmarks();
        benchmark.levels = LEVELS;
        benchmark.updates = UPDATES;
        return benchmark;
    }

    private static CadBenchmarks.Worker worker(CadBenchmarks benchmark, int thread) {
        return new CadBenchmarks.Worker().begin(benchmark, thread);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theDesignStaysConsistent(MeasuredEngine engine) throws InterruptedException {
        CadBenchmarks benchmark = small();
        benchmark.engine = engine.label();
        benchmark.open();
        Crew.work(thread -> {
            CadBenchmarks.Worker worker = worker(benchmark, thread);
            return () -> benchmark.operate(worker);
        });
        benchmark.close();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void everyLongTraversalBesideUpdatesSeesOneInstant(MeasuredEngine engine) throws InterruptedException {
        CadBenchmarks benchmark = small();
        benchmark.engine = engine.label();
        benchmark.open();
        Crew.work(thread -> {
            CadBenchmarks.Worker worker = worker(benchmark, thread);
            return thread == 0 ? () -> benchmark.traverse(worker) : () -> benchmark.write(worker);
        });
        benchmark.close();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void enginesGiveTheSameResults(MeasuredEngine engine) {
        assertEquals(results(MeasuredEngine.GLOBAL_LOCK), results(engine));
    }

    /** A checksum of the results of some operations by one thread, and the elements that they added. */
    private static long results(MeasuredEngine engine) {
        CadBenchmarks benchmark = small();
        benchmark.engine = engine.label();
        benchmark.open();
        CadBenchmarks.Worker worker = worker(benchmark, 0);
        long sum = 0;
        for (int i = 0; i < 2 * Crew.OPERATIONS; i++) {
            sum = 31 * sum + benchmark.operate(worker);
        }
        benchmark.close();
        return sum;
    }

    /** A law, the beginning of its message, and a fault that breaks it. */
    private static Arguments law(String broken, Consumer<CadBenchmarks> check, Fault fault) {
        return Arguments.of(broken, Named.of("law", check), fault);
    }

    static Stream<Arguments> laws() {
        return Stream.of(
                law("index by id", b -> b.inspection().indexesAgreeWithTheGraph(), Fault.LOST_PUT),
                law("index by date", b -> b.inspection().datesAgreeWithTheGraph(), Fault.KEPT_IN_ORDER),
                law("reached atomic parts", b -> b.inspection().graphsAreConnected(), Fault.LOST_ELEMENT),
                law("ends of", b -> b.inspection().connectionsHaveTwoEnds(), Fault.LOST_ELEMENT),
                law("x + y of an atomic part", b -> b.inspection().sumsArePreserved(), Fault.LOST_NUMBER),
                law("uses", b -> b.inspection().usesAgree(), Fault.KEPT_ELEMENT),
                law("elements of the design", b -> b.inspection().elementsAddUp(b.added()), Fault.LOST_ELEMENT),
                law("x + y of all atomic parts", b -> b.traverseAlone(worker(b, 1)), Fault.LOST_NUMBER));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void aFaultBreaksTheLaw(String broken, Consumer<CadBenchmarks> law, Fault fault) {
        CadBenchmarks benchmark = small();
        FaultySpace space = new FaultySpace(fault);
        benchmark.open(space);
        CadBenchmarks.Worker worker = worker(benchmark, 0);
        space.mustBreak(broken, () -> benchmark.operate(worker), () -> law.accept(benchmark));
    }
}
