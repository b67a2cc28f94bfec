package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies that catch an overflow of the stack and continue. */
class StackOverflowInBodyTest {
    private final List<TLong> numbers =
            IntStream.range(0, 12).mapToObj(i -> TLong.of(0)).toList();
    private final TVar<Integer> word = TVar.of(0);
    private int begun;

    @BeforeAll
    static void useEverythingOnce() {
        StackLimit.useEverythingOnce();
    }

    /** An overflow in the middle of the body, caught there: the nested part is undone, and the rest is whole. */
    @Test
    void aNestedPartThatOverflowsIsUndone() {
        Txn[] current = new Txn[1];
        TLong inner = TLong.of(0);
        TLong innerToo = TLong.of(0);
        int[] kept = {0};
        TxnBody<Boolean, RuntimeException> part = in -> {
            inner.add(in, 1);
            for (int i = 0; i < numbers.size(); i++) {
                numbers.get(i).set(in, begun);
            }
            innerToo.set(in, innerToo.get(in) + 1);
            return true;
        };
        Runnable nested = () -> {
            try {
                current[0].nested(part);
                kept[0]++;
            } catch (StackOverflowError e) {
                // continues in the outer transaction
            }
        };
        TestThreads threads = new TestThreads();
        threads.startWithStack(StackLimit.STACK_BYTES, () -> {
            for (int level = 0; level < 4 * StackLimit.LEVELS; level++) {
                begun++;
                int free = level % StackLimit.LEVELS;
                int before = kept[0];
                boolean committed = true;
                try {
                    STM.with(TxnOptions.defaults().withMaxAttempts(20)).run(tx -> {
                        kept[0] = before;
                        current[0] = tx;
                        word.set(tx, begun);
                        StackLimit.goTo(free, nested);
                    });
                } catch (StackOverflowError e) { // fine as well, if nothing was written
                    committed = false;
                    kept[0] = before;
                }
                boolean done = kept[0] > before;
                assertEquals(committed, word.now() == begun);
                assertEquals(kept[0], inner.now(), "the nested part returned as often as it shows");
                assertEquals(kept[0], innerToo.now());
                for (TLong number : numbers) {
                    assertEquals(done, number.now() == begun);
                }
            }
        });
        threads.join();
    }

    @Test
    void aWriteThatOverflowedIsNotHalfWritten() {
        Txn[] current = new Txn[1];
        TVar<String> string = TVar.of("old");
        Runnable write = () -> {
            try {
                string.set(current[0], "new");
            } catch (StackOverflowError e) {
                // continues
            }
        };
        for (int level = 0; level < 120; level++) {
            int free = level;
            TestThreads threads = new TestThreads();
            threads.startWithStack(
                    StackLimit.STACK_BYTES,
                    () -> STM.run(
                            tx -> { // a thread that has never written before
                                current[0] = tx;
                                StackLimit.goTo(free, write);
                            }));
            threads.join();
            String now = string.now();
            assertTrue("old".equals(now) || "new".equals(now), () -> "wrote " + now);
            STM.run(tx -> string.set(tx, "old"));
        }
    }
}
