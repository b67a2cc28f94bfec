package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Every operation calls user code (comparators, {@code equals}, {@code hashCode}, functions, bodies) before its first write:
 * when that throws, and the body of the transaction catches it and commits, the structure is as it was before the operation.
 */
class UserCodeThrowsTest {
    @Property(tries = 150)
    void anOperationWhoseUserCodeThrowsHasNotHappened(
            @ForAll FragileStructure.Kind kind,
            @ForAll @Size(max = 40) List<@IntRange(max = 1 << 20) Integer> program) {
        check(kind.create(), kind.create(), program);
    }

    /** The property finds a structure that writes before it compares. */
    @Test
    void aStructureThatWritesBeforeItComparesIsDetected() {
        assertThrows(
                AssertionError.class,
                () -> check(
                        new FragileStructure.CountsFirst(),
                        new FragileStructure.CountsFirst(),
                        Collections.nCopies(3, 0)));
    }

    /** The twin has no failures: its state is the expected one. */
    private static void check(FragileStructure subject, FragileStructure twin, List<Integer> program) {
        for (int choice : program) {
            TxnAction<RuntimeException> operation = subject.operation(choice);
            for (int call = 1; !completes(subject, operation, call); call += 1 + call / 8) {
                assertEquals(twin.look(), subject.look(), "user code threw at call " + call + " of " + choice);
            }
            STM.run(twin.operation(choice));
            assertEquals(twin.look(), subject.look(), "after " + choice);
        }
    }

    /** Runs the operation in a transaction that catches its exception and commits; false if it threw. */
    private static boolean completes(FragileStructure subject, TxnAction<RuntimeException> operation, int throwsAt) {
        return STM.<Boolean, RuntimeException>atomically(tx -> completes(subject, operation, throwsAt, tx));
    }

    private static boolean completes(
            FragileStructure subject, TxnAction<RuntimeException> operation, int throwsAt, Txn tx) {
        subject.fuse.blowAt(throwsAt);
        try {
            operation.run(tx);
            return true;
        } catch (Fuse.Blown e) {
            return false;
        } finally {
            subject.fuse.blowAt(0);
        }
    }
}
