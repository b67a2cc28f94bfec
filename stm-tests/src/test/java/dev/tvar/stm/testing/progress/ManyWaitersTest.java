package dev.tvar.stm.testing.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManyWaitersTest {
    private static final int STACK_BYTES = 128 * 1024;

    private final TVar<Boolean> gate = TVar.of(false);
    private final TLong passed = TLong.of(0);

    private void passGate() {
        STM.run(tx -> {
            tx.check(gate.get(tx));
            passed.add(tx, 1);
        });
    }

    private void openGateFor(int waiters) {
        TestThreads.until("all stand in the list", () -> Internals.waiters(gate) == waiters);
        assertEquals(0, passed.now());
        STM.run(tx -> gate.set(tx, true));
        TestThreads.until("all have passed", () -> passed.now() == waiters);
        assertEquals(0, Internals.waiters(gate));
    }

    @Test
    void fiveThousandTransactionsParkInsideBodies() {
        TestThreads threads = new TestThreads();
        for (int i = 0; i < 5_000; i++) {
            threads.startWithStack(STACK_BYTES, this::passGate);
        }
        openGateFor(5_000);
        threads.join();
    }

    /** Ten thousand on JDK 21 and later; else fewer platform threads. */
    @Test
    void tenThousandVirtualThreadsParkInsideBodies() throws ReflectiveOperationException {
        int count = TestThreads.HAVE_VIRTUAL ? 10_000 : 1_000;
        TestThreads threads = new TestThreads();
        for (int i = 0; i < count; i++) {
            threads.startLight(this::passGate);
        }
        openGateFor(count);
        threads.join();
    }

    @Test
    void eachOfManyWaitersIsWokenByItsOwnVariable() {
        List<TVar<Integer>> own = new ArrayList<>();
        TestThreads threads = new TestThreads();
        for (int i = 0; i < 500; i++) {
            TVar<Integer> mine = TVar.of(0);
            own.add(mine);
            threads.startWithStack(
                    STACK_BYTES,
                    () -> STM.run(tx -> {
                        tx.check(mine.get(tx) > 0);
                        passed.add(tx, 1);
                    }));
        }
        for (int i = own.size() - 1; i >= 0; i--) {
            TVar<Integer> one = own.get(i);
            STM.run(tx -> one.set(tx, 1));
        }
        threads.join();
        assertEquals(500, passed.now());
    }

    /** Every hand-over may lose a wake-up; one lost wake-up stops the ring. */
    @Test
    void aTokenGoesRoundARing() {
        int size = 8;
        int rounds = 500;
        List<TVar<Boolean>> seats = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            seats.add(TVar.of(i == 0));
        }
        TestThreads threads = new TestThreads();
        for (int i = 0; i < size; i++) {
            TVar<Boolean> mine = seats.get(i);
            TVar<Boolean> next = seats.get((i + 1) % size);
            threads.start(() -> {
                for (int round = 0; round < rounds; round++) {
                    STM.run(tx -> {
                        tx.check(mine.get(tx) && !next.get(tx));
                        mine.set(tx, false);
                        next.set(tx, true);
                    });
                }
            });
        }
        threads.join();
        assertEquals(true, seats.get(0).now());
    }
}
