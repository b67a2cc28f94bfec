package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import java.util.function.Supplier;

/** Programs about several snapshots at once. */
public enum SnapshotPrograms implements Supplier<Scenario> {
    /** Two snapshots that may see two different values of a variable, each of them twice. */
    TWO_SNAPSHOTS {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 1);
            Scenario.Body looksTwice = () -> STM.snapshot(tx -> {
                long first = x.get(tx);
                assertEquals(first, x.get(tx), "in one snapshot");
                return first;
            });
            return new Scenario()
                    .thread("writer", () -> {
                        STM.run(tx -> x.set(tx, 2));
                        STM.run(tx -> x.set(tx, 3));
                    })
                    .thread("one", looksTwice)
                    .thread("two", looksTwice);
        }
    }
}
