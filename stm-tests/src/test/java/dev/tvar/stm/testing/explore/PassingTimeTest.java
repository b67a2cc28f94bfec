package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.testing.support.Limits;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Time passes only when no thread can move, unless early time-outs are asked for; and each advance is a row. */
@Tag("seam")
class PassingTimeTest {
    private static final List<Strategy> STRATEGIES =
            List.of(Strategy.randomWalk(), Strategy.mixed(), Strategy.priorities(2), Strategy.exhaustive());

    private final Explorer explorer = Explorer.of(1).withSchedules(2_000).withLimit(Limits.DURATION);

    /** A limit of an hour, which cannot pass while the other thread can run. */
    private static Scenario hour() {
        TLong x = TLong.named("x", 0);
        return new Scenario()
                .thread("waiter", () -> STM.with(TxnOptions.defaults().withTimeout(Duration.ofHours(1)))
                        .run(tx -> tx.check(x.isAtLeast(tx, 1))))
                .thread("setter", () -> STM.run(tx -> x.set(tx, 1)));
    }

    @Test
    void aLimitDoesNotRunOutWhileAThreadCanMove() {
        for (Strategy strategy : STRATEGIES) {
            explorer.withStrategy(strategy).explore(PassingTimeTest::hour).requireNoFailure();
        }
    }

    @Test
    void earlyTimeOutsAreFoundOnRequestAndAreRows() {
        for (Strategy strategy : STRATEGIES) {
            Failure failure = failureOf(explorer.withStrategy(strategy).withEarlyTimeOuts(), PassingTimeTest::hour);
            assertTrue(failure.message().contains("TxnTimeoutException"), failure::message);
            assertTrue(failure.story().contains("time passes: 1 h"), failure::story);
            assertTrue(failure.trace().contains("time passes: 1 h"), failure::trace);
            assertTrue(failure.schedule().contains("A1"), failure::schedule);
        }
    }

    /** The schedule records where the time passed, so that repeating it needs no option. */
    @Test
    void aScheduleWithAnEarlyTimeOutIsRepeatedWithoutAskingForIt() {
        Failure failure = failureOf(explorer.withEarlyTimeOuts(), PassingTimeTest::hour);
        Failure again = Explorer.of(99)
                .replay(failure.schedule(), PassingTimeTest::hour)
                .failure()
                .orElseThrow();
        assertEquals(failure.story(), again.story());
        assertEquals(failure.trace(), again.trace());
    }

    /** Two sleeping threads wake in the order of their deadlines, the later one not before its own. */
    @Test
    void theEarliestDeadlineComesFirst() {
        for (Strategy strategy : STRATEGIES) {
            explorer.withStrategy(strategy)
                    .explore(() -> {
                        TLong never = TLong.named("never", 0);
                        TLong turn = TLong.named("turn", 0);
                        return new Scenario()
                                .thread("long", () -> {
                                    sleep(never, Duration.ofHours(1));
                                    assertEquals(1, turn.now());
                                })
                                .thread("short", () -> {
                                    sleep(never, Duration.ofMillis(1_500));
                                    STM.run(tx -> turn.set(tx, 1));
                                });
                    })
                    .requireNoFailure();
        }
    }

    @Test
    void anAdvanceBecauseNoThreadCanMoveIsARow() {
        Failure failure = failureOf(explorer, () -> {
            TLong never = TLong.named("never", 0);
            return new Scenario().thread("sleeper", () -> {
                sleep(never, Duration.ofMillis(61_500));
                throw new IllegalStateException("on purpose");
            });
        });
        assertTrue(failure.story().contains("time passes: 1 min 1 s 500 ms"), failure::story);
        assertTrue(failure.trace().contains("time passes: 1 min 1 s 500 ms"), failure::trace);
    }

    /** A thread that polls can always move; the time passes nevertheless. */
    @Test
    void aThreadThatPollsDoesNotStopTheTime() {
        for (Strategy strategy : List.of(Strategy.randomWalk(), Strategy.mixed(), Strategy.priorities(2))) {
            explorer.withSchedules(50)
                    .withStrategy(strategy)
                    .explore(() -> {
                        TLong never = TLong.named("never", 0);
                        TLong x = TLong.named("x", 0);
                        return new Scenario()
                                .thread("poller", () -> {
                                    while (x.now() == 0) {
                                        Thread.onSpinWait();
                                    }
                                })
                                .thread("sleeper", () -> {
                                    sleep(never, Duration.ofSeconds(1));
                                    STM.run(tx -> x.set(tx, 1));
                                });
                    })
                    .requireNoFailure();
        }
    }

    private static void sleep(TLong never, Duration time) {
        assertThrows(
                TxnTimeoutException.class,
                () -> STM.with(TxnOptions.defaults().withTimeout(time)).run(tx -> tx.check(never.isAtLeast(tx, 1))));
    }

    private static Failure failureOf(Explorer explorer, Supplier<Scenario> program) {
        return explorer.explore(program).failure().orElseThrow();
    }
}
