package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.seam.Steps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The first attempt of a transaction, whose steps are counted. */
@Tag("seam")
abstract class AttemptScene {
    final Steps steps = Steps.watch();
    final Transaction transaction = new Transaction(null, false);
    final TLong a = TLong.named("a", 1);
    final TLong b = TLong.named("b", 2);
    final TVar<String> text = TVar.named("text", "old");

    @BeforeEach
    final void beginCall() {
        transaction.begin(TxnOptions.defaults());
        transaction.beginFirstAttempt();
    }

    @AfterEach
    final void takeOutTheSeam() {
        steps.close();
    }
}
