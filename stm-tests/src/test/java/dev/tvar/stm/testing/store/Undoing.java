package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.function.Consumer;

/** A way to undo a transaction, or a part of one. */
enum Undoing {
    THE_TRANSACTION {
        @Override
        void doAndUndo(Consumer<Txn> part) {
            assertThrows(Undo.class, () -> STM.run(tx -> failAfter(part, tx)));
        }
    },
    A_NESTED_PART {
        @Override
        void doAndUndo(Consumer<Txn> part) {
            STM.run(tx -> assertThrows(Undo.class, () -> tx.nested(in -> failAfter(part, in))));
        }
    },
    A_BRANCH {
        @Override
        void doAndUndo(Consumer<Txn> part) {
            STM.run(tx -> tx.<Boolean, RuntimeException>orElse(
                    first -> {
                        part.accept(first);
                        return first.retry();
                    },
                    second -> true));
        }
    };

    private static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static boolean failAfter(Consumer<Txn> part, Txn tx) {
        part.accept(tx);
        throw new Undo();
    }

    /** Runs the part in a transaction of its own or of the caller, and undoes all its changes. */
    abstract void doAndUndo(Consumer<Txn> part);
}
