package dev.tvar.stm.examples.lesson.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PathologiesLessonTest {
    @Test
    void twoLocksInOppositeOrderDeadlock() {
        assertEquals(new Deadlock.Result(0, 200), Deadlock.withLocks());
    }

    @RepeatedTest(20)
    void twoTransactionsInOppositeOrderBothCommit() {
        assertEquals(new Deadlock.Result(2, 200), Deadlock.withTransactions());
    }

    @Test
    void politePeopleStepAsideForever() {
        assertEquals(new Livelock.Result(2 * Livelock.ROUNDS, false), Livelock.withoutTransactions());
    }

    @RepeatedTest(20)
    void inTransactionsOneStepIsEnough() {
        assertEquals(new Livelock.Result(1, true), Livelock.withTransactions());
    }

    @Test
    void anOptimisticLoopStarves() {
        assertEquals(0, Starvation.successesOfOptimisticLoop());
    }

    @RepeatedTest(5)
    void aTransactionGetsItsTurnWhenItHasLostOftenEnough() {
        assertEquals(STM.ATTEMPTS_BEFORE_TICKET + 1, Starvation.runsOfTransaction());
    }

    @Test
    void aSnapshotRunsOnce() {
        assertEquals(1, Starvation.runsOfSnapshot());
    }
}
