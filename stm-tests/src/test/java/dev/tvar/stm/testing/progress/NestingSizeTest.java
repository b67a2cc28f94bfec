package dev.tvar.stm.testing.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.testing.support.Limits;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Deep and long nesting takes linear time. */
class NestingSizeTest {
    private static final long STACK_BYTES = 64 << 20;

    /** Each level writes, and is undone by the level around it. */
    private static long leftDeep(Txn tx, TLong[] numbers, int depth) {
        if (depth == 0) {
            return tx.retry();
        }
        return tx.orElse(
                in -> {
                    numbers[depth].add(in, 1);
                    leftDeep(in, numbers, depth - 1);
                    return in.retry();
                },
                in -> (long) depth);
    }

    private static long rightDeep(Txn tx, TLong[] numbers, int depth) {
        if (depth == 0) {
            return 0;
        }
        return tx.orElse(
                in -> {
                    numbers[depth].add(in, 1);
                    return in.retry();
                },
                in -> {
                    numbers[depth].add(in, 1);
                    return rightDeep(in, numbers, depth - 1);
                });
    }

    /** Runs the action on a stack with room for five thousand frames, even interpreted ones. */
    private static void withDeepStack(Runnable task) throws Exception {
        FutureTask<?> done = new FutureTask<>(task, null);
        new Thread(null, done, "deep", STACK_BYTES).start();
        done.get(Limits.SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void aThousandNestedOrElseAreLinear() throws Exception {
        TLong[] numbers = SizeTest.numbers(4_000);
        withDeepStack(() -> {
            SizeTest.assertLinear(size -> tx -> leftDeep(tx, numbers, size), 250);
            SizeTest.assertLinear(size -> tx -> rightDeep(tx, numbers, size), 250);
        });
    }

    @Test
    void aThousandLevelsOfOrElseKeepWhatTheyShould() throws Exception {
        TLong[] numbers = SizeTest.numbers(1_001);
        withDeepStack(() -> {
            STM.run(tx -> rightDeep(tx, numbers, 1_000));
            for (int i = 1; i <= 1_000; i++) {
                assertEquals(i + 1, numbers[i].now());
            }
            long result = STM.atomically(tx -> leftDeep(tx, numbers, 1_000));
            assertEquals(1_000, result);
        });
        assertEquals(1_001, numbers[1_000].now());
    }

    @Test
    void aThousandBranchesInARowAreLinear() {
        TVar<?>[] all = SizeTest.cells(4_000);
        SizeTest.assertLinear(
                size -> tx -> {
                    for (int i = 0; i < size; i++) {
                        TVar<?> cell = all[i];
                        tx.orElse(
                                in -> {
                                    cell.get(in);
                                    return in.retry();
                                },
                                in -> cell.get(in));
                    }
                },
                1_000);
    }

    @Test
    void undoingAHundredThousandWritesFinishes() {
        int size = 100_000;
        TLong[] written = SizeTest.numbers(size);
        SizeTest.assertNotQuadratic(tx -> {
            for (int round = 0; round < 3; round++) {
                tx.orElse(
                        in -> {
                            for (TLong number : written) {
                                number.add(in, 1);
                            }
                            return in.retry();
                        },
                        in -> true);
            }
            written[7].add(tx, 1);
        });
        assertEquals(8, written[7].now());
        assertEquals(size - 1, written[size - 1].now());
    }

    @Test
    void aThousandBranchesOfOneChoiceAreTriedInOrder() {
        TLong number = TLong.of(0);
        TxnBody<Integer, RuntimeException> never = tx -> {
            number.add(tx, 1);
            return tx.retry();
        };
        List<TxnBody<Integer, RuntimeException>> branches = Collections.nCopies(1_000, never);
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        TxnBody<Integer, RuntimeException>[] array = branches.toArray(new TxnBody[0]);
        TxnBody<Integer, RuntimeException>[] longer = Arrays.copyOf(array, array.length + 1);
        longer[array.length] = tx -> 7;
        assertEquals(7, STM.atomically(STM.orElse(never, longer)));
        assertEquals(0, number.now());
    }
}
