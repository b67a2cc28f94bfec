package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import org.junit.jupiter.api.Test;

/** Tests of a user, with the two commonest faults, as {@link StrictModeTest} runs them. */
final class StrictTests {
    private StrictTests() {}

    /** Sends a message in the body instead of in a hook. */
    abstract static class SideEffect {
        private final TLong account = TLong.named("account", 100);
        private final List<String> sent = new ArrayList<>();

        final void withdraw() {
            STM.run(tx -> {
                account.add(tx, -30);
                sent.add("30 withdrawn");
            });
            assertEquals(70, account.now());
            assertEquals(List.of("30 withdrawn"), sent);
        }
    }

    /** Reads a value with {@code now()}, which the transaction does not record. */
    abstract static class NowInside {
        private final TLong account = TLong.named("account", 100);

        final void withdraw() {
            boolean done = STM.atomically(tx -> {
                if (account.now() < 30) {
                    return false;
                }
                account.add(tx, -30);
                return true;
            });
            assertTrue(done);
        }
    }

    static final class SideEffectInAnOrdinaryMethod extends SideEffect {
        @StmTest
        void test() {
            withdraw();
        }
    }

    static final class SideEffectInAStrictMethod extends SideEffect {
        @StmTest(strict = true)
        void test() {
            withdraw();
        }
    }

    @CheckHistory(strict = true)
    static final class SideEffectInAStrictClass extends SideEffect {
        @Test
        void test() {
            withdraw();
        }
    }

    @CheckHistory(strict = true)
    static final class SideEffectInAStrictProperty extends SideEffect {
        @Example
        void test() {
            withdraw();
        }
    }

    static final class NowInAnOrdinaryMethod extends NowInside {
        @StmTest
        void test() {
            withdraw();
        }
    }

    static final class NowInAStrictMethod extends NowInside {
        @StmTest(strict = true)
        void test() {
            withdraw();
        }
    }
}
