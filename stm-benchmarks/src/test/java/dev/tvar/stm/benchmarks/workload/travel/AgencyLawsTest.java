package dev.tvar.stm.benchmarks.workload.travel;

import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** The travel agency of every engine keeps its laws, and each law can fail. */
class AgencyLawsTest {
    private static final int ROWS = 12;

    static Stream<MeasuredEngine> engines() {
        return Arrays.stream(MeasuredEngine.values()).filter(engine -> engine.does(Capability.SPACE));
    }

    /** So few rows and so many changes that places run out, and offers and customers come and go. */
    private static TravelBenchmarks crowded() {
        TravelBenchmarks benchmark = new TravelBenchmarks();
        benchmark.rows = ROWS;
        benchmark.offers = 4;
        benchmark.bookings = 50;
        return benchmark;
    }

    @ParameterizedTest
    @MethodSource("engines")
    void placesMoneyAndCapacityAddUp(MeasuredEngine engine) throws InterruptedException {
        TravelBenchmarks benchmark = crowded();
        benchmark.engine = engine.label();
        benchmark.open();
        Crew.work(thread -> {
            TravelBenchmarks.Worker worker = new TravelBenchmarks.Worker().begin(benchmark, thread);
            return () -> benchmark.operate(worker);
        });
        assertTrue(benchmark.due() > 0, "nothing is booked");
        benchmark.close();
    }

    /** A law, the beginning of its message, and a fault that breaks it. */
    private static Arguments law(String broken, Consumer<TravelBenchmarks> check, Fault fault) {
        return Arguments.of(broken, Named.of("law", check), fault);
    }

    static Stream<Arguments> laws() {
        return Stream.of(
                law("used and free places", b -> b.books().everyPlaceIsUsedOrFree(), Fault.LOST_NUMBER),
                law("places below zero", b -> b.books().nothingIsNegative(), Fault.NEGATIVE_NUMBER),
                law("booked places", b -> b.books().everyUsedPlaceIsBooked(), Fault.LOST_VALUE),
                law("money owed by customers", b -> b.books().billsAddUp(b.due()), Fault.LOST_VALUE),
                law("capacity of all offers", b -> b.books().capacityAddsUp(b.added()), Fault.LOST_NUMBER));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void aFaultBreaksTheLaw(String broken, Consumer<TravelBenchmarks> law, Fault fault) {
        TravelBenchmarks benchmark = crowded();
        FaultySpace space = new FaultySpace(fault);
        benchmark.open(space);
        TravelBenchmarks.Worker worker = new TravelBenchmarks.Worker().begin(benchmark, 0);
        space.mustBreak(broken, () -> benchmark.operate(worker), () -> law.accept(benchmark));
    }
}
