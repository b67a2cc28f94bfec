package dev.tvar.stm.testing.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mutant changes the engine, and only while it is planted. */
@Tag("seam")
class MutantTest {
    @ParameterizedTest
    @MethodSource("dev.tvar.stm.testing.planted.PlantedBug#all")
    void theEngineHasAPlaceForEveryMutant(PlantedBug bug) {
        assertTrue(bug.mutant().during(() -> true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Commit.noSuchMethod", "NoSuchClass.validate"})
    void aMutantOfAMissingMethodIsRefused(String method) {
        assertRefused(Mutant.in(method).doesNothing());
    }

    @Test
    void aMutantOfAMissingCallOrFieldIsRefused() {
        assertRefused(Mutant.in("Commit.validate").call("noSuchCall").isOmitted());
        assertRefused(Mutant.in("TxnHandle.lend").doesNotSet("noSuchField"));
        assertRefused(Mutant.in("Commit.store").call("store").isCalledAfter("noSuchCall"));
    }

    private static void assertRefused(Mutant mutant) {
        assertThrows(AssertionError.class, () -> mutant.during(() -> true));
    }

    @Test
    void theEngineIsTheSameAgainAfterwards() {
        TLong x = TLong.of(0);
        Mutant.in("TxnHandle.lend").doesNotSet("owner").during(() -> {
            assertEquals(0, readInEndedPart(x));
            return true;
        });
        assertThrows(IllegalStateException.class, () -> readInEndedPart(x));
    }

    private static long readInEndedPart(TLong x) {
        return STM.atomically(tx -> {
            Txn ended = tx.nested(in -> in);
            return x.get(ended);
        });
    }
}
