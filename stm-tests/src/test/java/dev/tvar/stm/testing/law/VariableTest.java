package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.testing.support.TestThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VariableTest {
    private final TVar<String> word = TVar.of("a");
    private final TLong number = TLong.of(3);

    @Test
    void updateReturnsTheNewValue() {
        STM.run(tx -> {
            assertEquals("ab", word.update(tx, s -> s + "b"));
            assertEquals("abc", word.update(tx, s -> s + "c"));
            assertEquals("abc", word.get(tx));
        });
        assertEquals("abc", word.now());
    }

    @Test
    void getAndSetReturnsTheOldValue() {
        STM.run(tx -> {
            assertEquals("a", word.getAndSet(tx, "b"));
            assertEquals("b", word.getAndSet(tx, "c"));
        });
        assertEquals("c", word.now());
    }

    @Test
    void anUpdateThatThrowsChangesNothing() {
        STM.run(tx -> {
            assertThrows(
                    ArithmeticException.class,
                    () -> word.update(tx, s -> {
                        throw new ArithmeticException();
                    }));
            assertEquals("a", word.get(tx));
        });
        assertEquals("a", word.now());
    }

    @Test
    void anUpdateMayUseTheTransaction() {
        STM.run(tx -> assertEquals("a3", word.update(tx, s -> {
            word.set(tx, "lost");
            return s + number.get(tx);
        })));
        assertEquals("a3", word.now());
    }

    @Test
    void nowReturnsTheLastCommittedValueAlsoInsideATransaction() {
        STM.run(tx -> {
            word.set(tx, "mine");
            number.add(tx, 1);
            assertEquals("a", word.now());
            assertEquals(3, number.now());
            TestThreads.elsewhere(() -> STM.run(in -> word.set(in, "theirs")));
            assertEquals("theirs", word.now());
        });
        assertEquals("mine", word.now());
        assertEquals(4, number.now());
    }

    @Test
    void nowIsNotARead() {
        int[] attempts = {0};
        STM.run(tx -> {
            attempts[0]++;
            word.now();
            TestThreads.elsewhere(() -> STM.run(in -> word.set(in, "theirs")));
            number.add(tx, 1);
        });
        assertEquals(1, attempts[0]);
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    word.now();
                    tx.retry();
                }));
    }

    @Test
    void aNameIsShown() {
        assertEquals("balance", TLong.named("balance", 1).toString());
        assertEquals("owner", TVar.named("owner", "x").toString());
        assertEquals("", TVar.named("", "x").toString());
    }

    @Test
    void withoutANameTypeAndIdentityAreShownAndNeverTheValue() {
        assertTrue(word.toString().matches("TVar@[0-9a-f]+"), word::toString);
        assertTrue(number.toString().matches("TLong@[0-9a-f]+"), number::toString);
        assertEquals(word.toString(), word.toString());
        assertNotEquals(TVar.of("a"), TVar.of("a"), "variables are equal only to themselves");
    }

    @Test
    void aNameSurvivesWaitersAndAWaiterNeedsNoName() {
        TVar<Integer> named = TVar.named("gate", 0);
        TVar<Integer> unnamed = TVar.of(0);
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> STM.run(tx -> tx.check(named.get(tx) + unnamed.get(tx) == 2)));
        TestThreads.untilWaiting(waiter);
        assertEquals("gate", named.toString());
        assertTrue(unnamed.toString().startsWith("TVar@"));
        STM.run(tx -> {
            named.set(tx, 1);
            unnamed.set(tx, 1);
        });
        threads.join();
    }

    /** A value whose every method fails: the library only passes values on. */
    private static final class Hostile {
        @Override
        public boolean equals(@Nullable Object other) {
            throw new AssertionError("equals was called");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("hashCode was called");
        }

        @Override
        public String toString() {
            throw new AssertionError("toString was called");
        }
    }

    @Test
    void noMethodOfAValueIsEverCalled() {
        Hostile first = new Hostile();
        Hostile second = new Hostile();
        TVar<Hostile> cell = TVar.of(first);
        assertTrue(cell.toString().startsWith("TVar@"));
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> STM.run(tx -> tx.check(cell.get(tx) == second)));
        TestThreads.untilWaiting(waiter);
        STM.snapshot(tx -> {
            TestThreads.elsewhere(() -> STM.run(in -> {
                cell.getAndSet(in, new Hostile());
                in.orElse(
                        left -> {
                            cell.set(left, new Hostile());
                            return left.retry();
                        },
                        right -> cell.getAndSet(right, second));
            }));
            return cell.get(tx) == first;
        });
        threads.join();
        assertSame(second, cell.now());
    }

    @Test
    void actionsBeforeACommitAreVisibleToReadersOfTheValue() {
        for (int round = 0; round < 2_000; round++) {
            int[] plain = {0};
            int[] none = {};
            TVar<int[]> box = TVar.of(none);
            TestThreads threads = new TestThreads();
            threads.start(() -> {
                plain[0] = 42;
                STM.run(tx -> box.set(tx, plain));
            });
            int way = round % 3;
            threads.start(() -> {
                int[] seen = none;
                while (seen == none) {
                    seen = way == 0 ? box.now() : way == 1 ? STM.snapshot(box::get) : STM.atomically(box::get);
                }
                assertEquals(42, seen[0]);
            });
            threads.join();
        }
    }
}
