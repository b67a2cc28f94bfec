package dev.tvar.stm.testing.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.sync.TMVar;
import dev.tvar.stm.testing.queue.ModelProperty;
import dev.tvar.stm.testing.queue.SideBySide;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TMVarTest extends ModelProperty {
    @Override
    protected SideBySide<?> pair() {
        TMVar<Integer> subject = TMVar.empty();
        return new SideBySide<ArrayBlockingQueue<Integer>>(new ArrayBlockingQueue<>(1)) {
            @Override
            protected ArrayBlockingQueue<Integer> copy(ArrayBlockingQueue<Integer> original) {
                return new ArrayBlockingQueue<>(1, false, original);
            }

            @Override
            protected void step(Txn tx, int choice) {
                if (choice % 2 == 0) {
                    assertEquals(model.offer(choice), subject.tryPut(tx, choice));
                } else if (choice % 4 == 1 || model.isEmpty()) {
                    assertEquals(model.poll(), subject.tryTake(tx));
                } else {
                    assertEquals(model.poll(), subject.swap(tx, choice));
                    model.add(choice);
                }
            }

            @Override
            protected void compare(ReadTxn tx) {
                assertEquals(model.peek(), subject.tryRead(tx));
                assertEquals(model.isEmpty(), subject.isEmpty(tx));
            }
        };
    }

    @Test
    void itHandsOverEachElementOnceAndInOrder() {
        int elements = 20_000;
        TMVar<Integer> place = TMVar.empty();
        List<Integer> got = new ArrayList<>();
        TestThreads threads = new TestThreads();
        threads.start(() -> {
            for (int i = 0; i < elements; i++) {
                int element = i;
                STM.run(tx -> place.put(tx, element));
            }
        });
        threads.start(() -> {
            for (int i = 0; i < elements; i++) {
                got.add(STM.<Integer, RuntimeException>atomically(place::take));
            }
        });
        threads.join();
        assertEquals(IntStream.range(0, elements).boxed().toList(), got);
    }

    /** Taken in one transaction and put back in another, a {@code TMVar} is a lock; it prevents the lost update. */
    @Test
    void theTakerExcludesAllOthers() {
        TMVar<Integer> counter = TMVar.of(0);
        TLong changes = TLong.of(0);
        TestThreads threads = new TestThreads();
        for (int t = 0; t < 4; t++) {
            threads.start(() -> {
                for (int i = 0; i < 1_000; i++) {
                    int value = STM.<Integer, RuntimeException>atomically(counter::take);
                    STM.run(tx -> {
                        counter.put(tx, value + 1);
                        changes.add(tx, 1);
                    });
                }
            });
        }
        threads.join();
        assertEquals(4_000, STM.<Integer, RuntimeException>atomically(counter::read));
        assertEquals(4_000, changes.now());
    }

    @Test
    @SuppressWarnings("NullAway") // it is refused, that is the test
    void nullIsRefused() {
        TMVar<String> full = TMVar.of("element");
        assertThrows(NullPointerException.class, () -> TMVar.of(null));
        assertThrows(NullPointerException.class, () -> STM.run(tx -> full.put(tx, null)));
        assertThrows(NullPointerException.class, () -> STM.run(tx -> full.swap(tx, null)));
    }
}
