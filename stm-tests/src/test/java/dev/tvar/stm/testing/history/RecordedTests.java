package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.fail;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.testing.support.Limits;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of a user, as {@link CheckHistoryTest} runs them. */
final class RecordedTests {
    private RecordedTests() {}

    /** A deposit in two transactions, with another deposit in between. */
    abstract static class Deposits {
        private final TLong account = TLong.named("account", 100);

        void depositTwice() {
            Recording.runAsOne("outer", () -> {
                long balance = STM.atomically(account::get);
                Recording.runAsOne("inner", () -> {});
                elsewhere(() -> Recording.runAsOne("inner", () -> STM.run(tx -> account.add(tx, 10))));
                STM.run(tx -> account.set(tx, balance + 10));
            });
        }

        private static void elsewhere(Runnable work) {
            Thread thread = new Thread(work, "other");
            thread.start();
            try {
                thread.join(Limits.MILLIS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    static final class Short extends Deposits {
        @StmTest
        void test() {
            depositTwice();
        }
    }

    @CheckHistory
    static final class OnTheClass extends Deposits {
        @Test
        void test() {
            depositTwice();
        }
    }

    static final class Parameterized extends Deposits {
        @CheckHistory
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void test(int number) {
            depositTwice();
        }
    }

    static final class Repeated extends Deposits {
        @CheckHistory
        @RepeatedTest(2)
        void test() {
            depositTwice();
        }
    }

    static final class InSetUp extends Deposits {
        @BeforeEach
        void setUp() {
            depositTwice();
        }

        @StmTest
        void test() {}
    }

    static final class JqwikProperty extends Deposits {
        @CheckHistory
        @Property(tries = 5)
        void test(@ForAll @IntRange(max = 100) int number) {
            depositTwice();
        }
    }

    @CheckHistory
    static final class JqwikClass extends Deposits {
        @Property(tries = 5)
        void test(@ForAll @IntRange(max = 100) int number) {
            depositTwice();
        }
    }

    static final class Good {
        @CheckHistory
        @Property(tries = 5)
        void property(@ForAll @IntRange(max = 100) int number) {
            STM.run(tx -> TLong.of(number).get(tx));
        }

        @StmTest
        void test() {
            STM.run(tx -> TLong.of(1).get(tx));
        }
    }

    static final class Failing extends Deposits {
        @StmTest
        void test() {
            depositTwice();
            fail("the balance is wrong");
        }
    }

    static final class TooLong {
        @CheckHistory(maxOperations = 10)
        @Test
        void test() {
            for (int i = 0; i < 10; i++) {
                STM.run(tx -> {});
            }
        }
    }

    static final class SeamIsOn {
        @Test
        void test() {
            if (!Seam.ON) {
                fail("the seam is off");
            }
        }
    }
}
