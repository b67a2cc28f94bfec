package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.testing.support.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract of the explorer. */
@Tag("seam")
class ExplorerTest {
    private final Explorer explorer = Explorer.of(7).withSchedules(2_000).withLimit(Limits.DURATION);

    // ---- the same seed, the same schedules

    @Test
    void theSameSeedGivesTheSameSchedules() {
        assertEquals(order(explorer), order(explorer));
    }

    @Test
    void anotherSeedGivesOthers() {
        assertNotEquals(
                order(explorer), order(Explorer.of(8).withSchedules(2_000).withLimit(Limits.DURATION)));
    }

    @Test
    void platformThreadsTakeTheSameSchedules() {
        Explorer few = explorer.withSchedules(200);
        assertEquals(order(few), order(few.withPlatformThreads()));
    }

    /** The orders in which the threads of a contended program end their parts, over all schedules. */
    private static List<String> order(Explorer explorer) {
        List<String> orders = new ArrayList<>();
        explorer.explore(() -> {
                    TLong x = TLong.named("x", 0);
                    StringBuilder order = new StringBuilder();
                    Scenario scenario = new Scenario();
                    for (String name : List.of("a", "b", "c")) {
                        scenario.thread(name, () -> {
                            STM.run(tx -> x.set(tx, x.get(tx) + 1));
                            order.append(name);
                            STM.run(tx -> x.add(tx, 1));
                            order.append(name);
                        });
                    }
                    return scenario.atTheEnd(() -> orders.add(order.toString()));
                })
                .requireNoFailure();
        return orders;
    }

    @Test
    void aScheduleTakesTheSameStepsWhateverTheThreadsAreCalled() {
        Set<String> traces = new HashSet<>();
        for (int run = 0; run < 8; run++) {
            traces.add(explorer.replay("", ExplorerTest::structuresThatUseChance)
                    .failure()
                    .orElseThrow()
                    .trace());
        }
        assertEquals(1, traces.size(), () -> String.join("\n", traces));
    }

    /** A map counts its entries in a part for each thread, and a queue is balanced by random numbers. */
    private static Scenario structuresThatUseChance() {
        TSortedMap<Integer, String> map = TSortedMap.named("map");
        TPriorityQueue<Integer> queue = TPriorityQueue.named("queue");
        STM.run(tx -> map.put(tx, 0, "first"));
        Scenario scenario = new Scenario();
        for (String name : List.of("a", "b")) {
            scenario.thread(name, () -> {
                for (int i = 1; i <= 140; i++) {
                    int number = i;
                    STM.run(tx -> map.put(tx, number, name));
                }
                for (int i = 0; i < 5; i++) {
                    int number = i;
                    STM.run(tx -> queue.put(tx, number));
                }
            });
        }
        return scenario.atTheEnd(() -> fail("the trace is wanted"));
    }

    // ---- findings

    @Test
    void checkThenActInTwoTransactionsIsFoundAndIsSmallest() {
        Exploration exploration = explorer.explore(CheckThenAct::program);
        Failure failure = exploration.failure().orElseThrow();
        assertSame(Failure.Kind.CHECK_FAILED, failure.kind());
        assertEquals(2, Schedule.parse(failure.schedule()).turns().size(), failure.schedule());
        AssertionError report = assertThrows(AssertionError.class, exploration::requireNoFailure);
        assertTrue(String.valueOf(report.getMessage()).contains("account"), report::toString);
        assertSame(failure.cause(), report.getCause());
    }

    @Test
    void aFailureIsRepeatedByItsSchedule() {
        Failure failure = explorer.explore(CheckThenAct::program).failure().orElseThrow();
        Failure again = Explorer.of(999)
                .replay(failure.schedule(), CheckThenAct::program)
                .failure()
                .orElseThrow();
        assertEquals(failure.trace(), again.trace());
        Explorer.of(7).replay("", CheckThenAct::program).requireNoFailure();
    }

    @Test
    void aThreadThatThrowsIsAFailureOfItsOwn() {
        Failure failure = failureOf(() -> new Scenario().thread("thrower", () -> {
            throw new IllegalStateException("on purpose");
        }));
        assertSame(Failure.Kind.THREAD_FAILED, failure.kind());
        assertEquals("'thrower': java.lang.IllegalStateException: on purpose", failure.message());
    }

    @Test
    void aDeadlockReportNamesTheVariablesThatEachThreadAwaits() {
        Failure failure = failureOf(() -> {
            TVar<Boolean> left = TVar.named("left", false);
            TVar<Boolean> right = TVar.named("right", false);
            return new Scenario()
                    .thread(
                            "one",
                            () -> STM.run(tx -> {
                                tx.check(left.get(tx));
                                right.set(tx, true);
                            }))
                    .thread(
                            "two",
                            () -> STM.run(tx -> {
                                tx.check(right.get(tx));
                                left.set(tx, true);
                            }));
        });
        assertSame(Failure.Kind.DEADLOCK, failure.kind());
        assertEquals("'one' waits for left; 'two' waits for right", failure.message());
    }

    @Test
    void aWaitIsLegalWhereTheScenarioSaysSo() {
        explorer.explore(() -> {
                    TLong x = TLong.named("x", 0);
                    return new Scenario()
                            .thread("server", () -> STM.run(tx -> tx.check(x.isAtLeast(tx, 10))))
                            .thread("client", () -> STM.run(tx -> x.add(tx, 1)))
                            .threadsMayWait()
                            .atTheEnd(() -> assertEquals(1, x.now()));
                })
                .requireNoFailure();
    }

    @Test
    void aThreadThatPollsForeverIsALivelock() {
        Failure failure = failureOf(() -> {
            TLong x = TLong.named("x", 0);
            return new Scenario().thread("looker", () -> {
                while (x.now() == 0) {
                    Thread.onSpinWait();
                }
            });
        });
        assertSame(Failure.Kind.LIVELOCK, failure.kind());
    }

    @Test
    void pollingUntilAnotherThreadWritesIsNoLivelock() {
        for (Strategy strategy : List.of(Strategy.mixed(), Strategy.priorities(2), Strategy.randomWalk())) {
            explorer.withStrategy(strategy)
                    .explore(() -> {
                        TLong x = TLong.named("x", 0);
                        return new Scenario()
                                .thread("looker", () -> {
                                    while (x.now() == 0) {
                                        Thread.onSpinWait();
                                    }
                                })
                                .thread("writer", () -> STM.run(tx -> x.set(tx, 1)));
                    })
                    .requireNoFailure();
        }
    }

    @Test
    void anInterruptEndsAWait() {
        explorer.explore(() -> {
                    TLong x = TLong.named("x", 0);
                    TVar<Optional<Thread>> waiter = TVar.named("waiter", Optional.empty());
                    return new Scenario()
                            .thread("waiter", () -> {
                                STM.run(tx -> waiter.set(tx, Optional.of(Thread.currentThread())));
                                assertThrows(
                                        TxnInterruptedException.class,
                                        () -> STM.run(tx -> tx.check(x.isAtLeast(tx, 1))));
                            })
                            .thread("interrupter", () -> {
                                Thread found = STM.atomically(tx -> {
                                    tx.check(waiter.get(tx).isPresent());
                                    return waiter.get(tx).orElseThrow();
                                });
                                found.interrupt();
                            });
                })
                .requireNoFailure();
    }

    @Test
    void aThreadThatCannotBeEndedIsLeftBehind() {
        Failure failure = failureOf(() -> {
            TLong x = TLong.named("x", 0);
            return new Scenario()
                    .thread("thrower", () -> {
                        x.now();
                        throw new IllegalStateException("on purpose");
                    })
                    .thread("never", () -> {
                        while (true) {
                            try {
                                x.now();
                            } catch (Throwable swallowed) {
                                Thread.onSpinWait();
                            }
                        }
                    });
        });
        assertSame(Failure.Kind.THREAD_FAILED, failure.kind());
    }

    @Test
    void otherSharedMemoryIsExploredAtItsPoints() {
        Failure failure = failureOf(() -> {
            int[] counter = {0};
            Scenario.Body increment = () -> {
                int read = counter[0];
                Explorer.point("write counter");
                counter[0] = read + 1;
            };
            return new Scenario()
                    .thread("one", increment)
                    .thread("two", increment)
                    .atTheEnd(() -> assertEquals(2, counter[0]));
        });
        assertTrue(failure.trace().contains("write counter"), failure::trace);
    }

    @Test
    void aThreadThatSwallowsItsTerminationIsStillTerminated() {
        Failure failure = failureOf(() -> {
            TLong x = TLong.named("x", 0);
            return new Scenario()
                    .thread("stubborn", () -> {
                        for (int i = 0; i < 3; i++) {
                            try {
                                STM.run(tx -> tx.check(x.isAtLeast(tx, 1)));
                            } catch (TxnInterruptedException e) {
                                throw e;
                            } catch (Throwable swallowed) {
                                x.now();
                            }
                        }
                    })
                    .thread("thrower", () -> {
                        throw new IllegalStateException("on purpose");
                    });
        });
        assertSame(Failure.Kind.THREAD_FAILED, failure.kind());
    }

    // ---- wrong use

    @Test
    void aTextThatIsNoScheduleIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> explorer.replay("a1 b", CheckThenAct::program));
        assertThrows(IllegalArgumentException.class, () -> explorer.replay("12", CheckThenAct::program));
    }

    @Test
    void moreThan26ThreadsAreRefused() {
        Scenario scenario = new Scenario();
        for (int i = 0; i < 26; i++) {
            scenario.thread("thread " + i, () -> {});
        }
        assertThrows(IllegalArgumentException.class, () -> scenario.thread("one more", () -> {}));
    }

    @Test
    void pointDoesNothingElsewhere() {
        Explorer.point("no exploration is running");
    }

    private Failure failureOf(Supplier<Scenario> program) {
        return explorer.explore(program).failure().orElseThrow();
    }
}
