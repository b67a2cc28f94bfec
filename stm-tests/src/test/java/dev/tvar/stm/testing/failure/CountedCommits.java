package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.support.Internals;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Transactions that write thirteen variables, and counts of the calls begun and of those that returned without an error:
 * plain fields, since counting must not need stack.
 */
final class CountedCommits {
    final List<TLong> numbers =
            IntStream.range(0, 12).mapToObj(i -> TLong.of(0)).toList();
    private final TVar<Integer> word = TVar.of(0);

    int begun;
    int returned;

    void addToAll(Txn tx) {
        for (int i = 0; i < numbers.size(); i++) {
            numbers.get(i).add(tx, 1);
        }
        word.set(tx, begun);
    }

    void attempt(TxnAction<RuntimeException> body) {
        try {
            begun++;
            STM.run(body);
            returned++;
        } catch (StackOverflowError e) {
            // what the tests are about
        }
    }

    /** Attempts commits where the stack ends, and runs the check after each of them. */
    void sweep(Runnable check) {
        TxnAction<RuntimeException> body = this::addToAll;
        StackLimit.sweep(() -> attempt(body), check);
    }

    void assertAllOrNothing() {
        for (TLong number : numbers) {
            assertFalse(Internals.isLocked(number));
            assertEquals(returned, number.now(), "every transaction that returned is there, and no other");
        }
        assertFalse(Internals.isLocked(word));
    }

    /** Otherwise the stack ended at no place, or everywhere. */
    void assertSomeReturned() {
        assertTrue(returned > 0 && returned < begun, () -> returned + " of " + begun);
    }
}
