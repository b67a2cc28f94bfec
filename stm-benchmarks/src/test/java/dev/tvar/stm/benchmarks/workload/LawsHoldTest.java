package dev.tvar.stm.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.benchmarks.engine.AccountWorker;
import dev.tvar.stm.benchmarks.engine.Capability;
import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every engine on every workload that it supports, some hundred operations each; each workload checks its own law. */
class LawsHoldTest {
    static Stream<MeasuredEngine> transferring() {
        return that(Capability.TRANSFER);
    }

    static Stream<MeasuredEngine> summing() {
        return that(Capability.SUM);
    }

    static Stream<MeasuredEngine> reading() {
        return that(Capability.READ);
    }

    static Stream<MeasuredEngine> counting() {
        return that(Capability.COUNT);
    }

    static Stream<MeasuredEngine> handingOver() {
        return that(Capability.HAND_OVER);
    }

    static Stream<MeasuredEngine> mapping() {
        return that(Capability.MAP);
    }

    static Stream<Arguments> withLambdas() {
        return that(Capability.LAMBDA).flatMap(engine -> Stream.of(1, 16).map(bodies -> Arguments.of(engine, bodies)));
    }

    private static Stream<MeasuredEngine> that(Capability work) {
        return Arrays.stream(MeasuredEngine.values()).filter(engine -> engine.does(work));
    }

    private static AccountBenchmarks accounts(MeasuredEngine engine, int count) {
        AccountBenchmarks benchmark = new AccountBenchmarks();
        benchmark.engine = engine.label();
        benchmark.accounts = count;
        benchmark.open();
        return benchmark;
    }

    private static AccountBenchmarks.Worker worker(AccountBenchmarks benchmark, int thread) {
        return new AccountBenchmarks.Worker().begin(benchmark, thread);
    }

    @ParameterizedTest
    @MethodSource("transferring")
    void moneyIsConservedByTransfers(MeasuredEngine engine) throws InterruptedException {
        AccountBenchmarks benchmark = accounts(engine, 3);
        Crew.work(thread -> {
            AccountBenchmarks.Worker worker = worker(benchmark, thread);
            return () -> benchmark.transfer(worker);
        });
        benchmark.close();
    }

    @ParameterizedTest
    @EnumSource
    void moneyIsConservedWithEveryObserver(DiagnosticsCost.Observer observer) throws InterruptedException {
        AccountBenchmarks benchmark = accounts(MeasuredEngine.TVAR, 1024);
        DiagnosticsCost cost = new DiagnosticsCost();
        cost.observer = observer;
        cost.open(benchmark);
        assertEquals(observer == DiagnosticsCost.Observer.SESSION, cost.flag());
        Crew.work(thread -> {
            AccountBenchmarks.Worker worker = worker(benchmark, thread);
            return () -> cost.transfer(benchmark, worker);
        });
        cost.close();
        benchmark.close();
    }

    @ParameterizedTest
    @MethodSource("summing")
    void everySumBesideTransfersIsRight(MeasuredEngine engine) throws InterruptedException {
        AccountBenchmarks benchmark = accounts(engine, 20);
        Crew.work(thread -> {
            AccountBenchmarks.Worker worker = worker(benchmark, thread);
            return thread == 0 ? () -> benchmark.sum(worker, new BodyRuns()) : () -> benchmark.write(worker);
        });
        benchmark.close();
    }

    private static AccountBenchmarks lambdas(MeasuredEngine engine, int bodies) {
        AccountBenchmarks benchmark = new AccountBenchmarks();
        benchmark.engine = engine.label();
        benchmark.accounts = 20;
        benchmark.bodies = bodies;
        benchmark.open();
        return benchmark;
    }

    @ParameterizedTest
    @MethodSource("withLambdas")
    void everySumBesideTransfersByLambdasIsRight(MeasuredEngine engine, int bodies) throws InterruptedException {
        AccountBenchmarks benchmark = lambdas(engine, bodies);
        Crew.work(thread -> {
            AccountBenchmarks.Worker worker = worker(benchmark, thread);
            return thread == 0 ? () -> benchmark.sum(worker, new BodyRuns()) : () -> benchmark.write(worker);
        });
        benchmark.close();
    }

    @ParameterizedTest
    @MethodSource("withLambdas")
    void noDepositByLambdasIsLost(MeasuredEngine engine, int bodies) throws InterruptedException {
        AccountBenchmarks benchmark = lambdas(engine, bodies);
        Crew.work(thread -> {
            AccountBenchmarks.Worker worker = worker(benchmark, thread);
            return () -> benchmark.read(worker);
        });
        benchmark.close();
    }

    @ParameterizedTest
    @MethodSource("counting")
    void noCountIsLost(MeasuredEngine engine) throws InterruptedException {
        CounterBenchmarks benchmark = new CounterBenchmarks();
        benchmark.engine = engine.label();
        benchmark.open();
        Crew.work(thread -> {
            CounterBenchmarks.Worker worker = new CounterBenchmarks.Worker();
            worker.begin(benchmark);
            return () -> {
                benchmark.add(worker);
                benchmark.readAndWrite(worker);
            };
        });
        benchmark.close();
    }

    @ParameterizedTest
    @MethodSource("reading")
    void noDepositIsLost(MeasuredEngine engine) throws InterruptedException {
        AccountBenchmarks benchmark = accounts(engine, 1024);
        Crew.work(thread -> {
            AccountBenchmarks.Worker worker = worker(benchmark, thread);
            return () -> benchmark.read(worker);
        });
        benchmark.close();
    }

    @ParameterizedTest
    @MethodSource("handingOver")
    void everyNumberComesBack(MeasuredEngine engine) throws InterruptedException {
        HandOverBenchmarks benchmark = new HandOverBenchmarks();
        benchmark.engine = engine.label();
        benchmark.open();
        for (int i = 0; i < Crew.OPERATIONS; i++) {
            benchmark.thereAndBack();
        }
        benchmark.close();
    }

    @ParameterizedTest
    @MethodSource("transferring")
    void moneyIsConservedByTheSharedAccount(MeasuredEngine engine) throws InterruptedException {
        AccountBenchmarks benchmark = accounts(engine, 1 + Crew.THREADS);
        Crew.work(thread -> {
            AccountBenchmarks.Worker worker = worker(benchmark, thread);
            return () -> benchmark.transferHot(worker);
        });
        benchmark.close();
    }

    @ParameterizedTest
    @MethodSource("mapping")
    void theSizeOfTheMapFollowsThePutsAndRemoves(MeasuredEngine engine) throws InterruptedException {
        MapBenchmarks benchmark = new MapBenchmarks();
        benchmark.engine = engine.label();
        benchmark.open();
        Crew.work(thread -> {
            MapBenchmarks.Worker worker = new MapBenchmarks.Worker();
            worker.begin(benchmark, thread);
            return () -> {
                benchmark.mixed(worker);
                if (engine.does(Capability.MOVE)) {
                    benchmark.move(worker);
                }
            };
        });
        benchmark.close();
    }

    @Test
    void moneyFromNowhereIsNoticed() {
        CheckedAccounts accounts = new CheckedAccounts(MeasuredEngine.TVAR.label(), 2, 0);
        AccountWorker worker = accounts.worker(() -> 0);
        worker.read(new int[] {0}, true);
        String message = String.valueOf(
                assertThrows(IllegalStateException.class, accounts::close).getMessage());
        assertTrue(message.contains("2,000,000,000 expected, 2,000,000,001 found"), message);
    }
}
