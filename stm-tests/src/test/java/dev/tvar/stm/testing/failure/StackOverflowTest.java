package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Transactions so close to the end of the stack that it overflows in them, at every possible place. */
class StackOverflowTest {

    private final CountedCommits commits = new CountedCommits();
    private int rolledBack;

    @BeforeAll
    static void useEverythingOnce() {
        StackLimit.useEverythingOnce();
    }

    @Test
    void aCommitIsAllOrNothing() {
        commits.sweep(commits::assertAllOrNothing);
        commits.assertSomeReturned();
    }

    @Test
    void aCommitThatABoundRefusesLeavesNothing() {
        TLong bounded = TLong.bounded(0, Bounds.atLeast(0));
        TxnAction<RuntimeException> body = tx -> {
            commits.addToAll(tx);
            bounded.add(tx, -1);
        };
        int[] refused = {0};
        StackLimit.sweep(
                () -> {
                    try {
                        commits.attempt(body);
                    } catch (OutOfBoundsException e) {
                        refused[0]++;
                    }
                },
                () -> {
                    commits.assertAllOrNothing();
                    assertFalse(Internals.isLocked(bounded));
                    assertEquals(0, bounded.now());
                });
        assertEquals(0, commits.returned);
        assertTrue(refused[0] > 0 && refused[0] < commits.begun, () -> refused[0] + " of " + commits.begun);
    }

    @Test
    void rollbackHooksRunOnlyWhereNothingWasCommitted() {
        Runnable hook = () -> rolledBack++;
        TxnAction<RuntimeException> body = tx -> {
            tx.afterRollback(hook);
            commits.addToAll(tx);
        };
        int[] before = {0, 0};
        StackLimit.sweep(() -> commits.attempt(body), () -> {
            commits.assertAllOrNothing();
            boolean committed = commits.returned > before[0];
            assertTrue(!committed || rolledBack == before[1], "a rollback hook ran for a commit");
            before[0] = commits.returned;
            before[1] = rolledBack;
        });
    }

    @Test
    void aThreadThatOverflowedWorksAsBefore() {
        TxnAction<RuntimeException> body = commits::addToAll;
        TestThreads threads = new TestThreads();
        threads.startWithStack(StackLimit.STACK_BYTES, () -> {
            for (int level = 0; level < StackLimit.LEVELS; level++) {
                StackLimit.goTo(level, () -> commits.attempt(body));
                int before = commits.returned;
                STM.run(tx -> {
                    commits.addToAll(tx);
                    assertEquals(before + 1, commits.numbers.get(0).get(tx));
                });
                commits.returned++;
                STM.snapshot(tx -> {
                    assertEquals(commits.returned, commits.numbers.get(1).get(tx));
                    return true;
                });
            }
        });
        threads.join();
        commits.assertAllOrNothing();
    }
}
