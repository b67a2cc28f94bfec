package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several threads change one structure and count each change in the same transaction; the recorded history is checked. */
@Tag("seam")
@CheckHistory
class RecordedStructuresTest {
    private static final int THREADS = 3;
    private static final int STEPS = 600;

    /** One step in this number fails and is undone; likewise for audits. */
    private static final int FAILING = 7;

    private static final int AUDITS = 5;

    private static final class Regret extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @EnumSource(Counted.Kind.class)
    void contentsAndPaymentsAgree(Counted.Kind kind) {
        Counted counted = kind.make();
        TLong paid = TLong.named("paid", 0);
        TestThreads threads = new TestThreads();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(thread);
            threads.start(() -> {
                for (int i = 0; i < STEPS; i++) {
                    step(counted, paid, random.nextInt(1 << 16), i);
                }
            });
        }
        threads.join();
        audit(counted, paid);
    }

    private static void step(Counted counted, TLong paid, int choice, int number) {
        if (number % AUDITS == 0) {
            audit(counted, paid);
            return;
        }
        try {
            STM.run(tx -> {
                paid.add(tx, counted.step().take(tx, choice));
                if (number % FAILING == 0) {
                    throw new Regret();
                }
            });
        } catch (Regret undone) {
            // neither done nor paid
        }
    }

    private static void audit(Counted counted, TLong paid) {
        STM.<Boolean, RuntimeException>snapshot(tx -> {
            assertEquals(paid.get(tx), counted.count().applyAsLong(tx), "contents and payments agree");
            return true;
        });
    }
}
