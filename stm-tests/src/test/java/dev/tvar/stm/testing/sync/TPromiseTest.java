package dev.tvar.stm.testing.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.sync.TPromise;
import dev.tvar.stm.testing.queue.ModelProperty;
import dev.tvar.stm.testing.queue.SideBySide;
import dev.tvar.stm.testing.support.TestThreads;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TPromiseTest extends ModelProperty {
    @Override
    protected SideBySide<?> pair() {
        TPromise<Integer> subject = TPromise.create();
        IOException failure = new IOException("no answer");
        return new SideBySide<CompletableFuture<Integer>>(new CompletableFuture<>()) {
            @Override
            protected CompletableFuture<Integer> copy(CompletableFuture<Integer> original) {
                return original.isDone()
                        ? original.copy()
                        : new CompletableFuture<>(); // otherwise the result depends on the order
            }

            @Override
            protected void step(Txn tx, int choice) {
                switch (choice % 8) {
                    case 0 -> assertEquals(model.complete(choice), subject.tryComplete(tx, choice));
                    case 1 -> assertEquals(model.completeExceptionally(failure), subject.tryFail(tx, failure));
                    default -> assertEquals(model.isDone(), subject.isDone(tx));
                }
            }

            @Override
            protected void compare(ReadTxn tx) {
                if (model.isCompletedExceptionally()) {
                    CompletionException seen = assertThrows(CompletionException.class, () -> subject.getNow(tx, -1));
                    assertSame(failure, seen.getCause());
                } else {
                    assertEquals(model.getNow(-1), subject.getNow(tx, -1));
                }
            }
        };
    }

    @Test
    void oneOfManyKeepsItAndAllReadTheSame() {
        for (int round = 0; round < 200; round++) {
            TPromise<Integer> promise = TPromise.create();
            TLong kept = TLong.of(0);
            TLong sum = TLong.of(0);
            TestThreads threads = new TestThreads();
            for (int t = 0; t < 3; t++) {
                int value = t;
                threads.start(() -> STM.run(tx -> {
                    if (promise.tryComplete(tx, value)) {
                        kept.add(tx, 1);
                    }
                }));
                threads.start(() -> STM.run(tx -> sum.add(tx, promise.get(tx))));
            }
            threads.join();
            assertEquals(1, kept.now());
            assertEquals(3L * STM.<Integer, RuntimeException>atomically(promise::get), sum.now());
        }
    }

    @Test
    void aSecondCompletionIsRefusedAndNamesTheFirst() {
        TPromise<String> promise = TPromise.create();
        STM.run(tx -> promise.complete(tx, "first"));
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> STM.run(tx -> promise.complete(tx, "second")));
        assertEquals("this promise is done already: completed with first", refused.getMessage());
        assertThrows(IllegalStateException.class, () -> STM.run(tx -> promise.fail(tx, new IOException())));
        assertEquals("first", STM.<String, RuntimeException>atomically(promise::get));
    }

    @Test
    void aFailureReachesEveryReader() {
        TPromise<String> promise = TPromise.create();
        IOException failure = new IOException("no answer");
        STM.run(tx -> promise.fail(tx, failure));
        CompletionException seen = assertThrows(CompletionException.class, () -> STM.run(promise::get));
        assertSame(failure, seen.getCause());
    }

    @Test
    @SuppressWarnings("NullAway") // NullAway does not see that the T of a TPromise may be nullable
    void nullIsAValue() {
        TPromise<@Nullable String> promise = TPromise.create();
        STM.run(tx -> {
            assertEquals("not yet", promise.getNow(tx, "not yet"));
            promise.complete(tx, null);
            assertTrue(promise.isDone(tx));
            assertNull(promise.get(tx));
        });
    }
}
