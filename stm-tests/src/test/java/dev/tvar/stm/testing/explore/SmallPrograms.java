package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import java.util.function.Supplier;

/** Programs of transactions with one or two variables: each mixes two ways to access them. */
public enum SmallPrograms implements Supplier<Scenario> {
    /** A number that is read after an add is the sum, not the amount. */
    READ_AFTER_ADD {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 10);
            TLong seen = TLong.named("seen", 0);
            return new Scenario()
                    .thread(
                            "adder",
                            () -> STM.run(tx -> {
                                x.add(tx, 5);
                                seen.set(tx, x.get(tx));
                            }))
                    .thread("other", () -> STM.run(tx -> x.set(tx, x.get(tx) + 1)))
                    .atTheEnd(() -> {
                        assertEquals(16, x.now());
                        assertTrue(seen.now() >= 15, seen::toString);
                    });
        }
    },

    /** A number that was written before and in a nested part keeps the first value if the part fails. */
    WRITE_AGAIN_IN_A_PART {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            return new Scenario()
                    .thread(
                            "nesting",
                            () -> STM.run(tx -> {
                                x.set(tx, x.get(tx) + 1);
                                try {
                                    tx.nested(in -> {
                                        x.set(in, 100);
                                        throw new IllegalStateException("undo");
                                    });
                                } catch (IllegalStateException undone) {
                                    x.set(tx, x.get(tx) + 1);
                                }
                            }))
                    .thread("other", () -> STM.run(tx -> x.set(tx, x.get(tx) + 1)))
                    .atTheEnd(() -> assertEquals(3, x.now()));
        }
    },

    /** A number that was compared before and added to in a nested part stays as it was if the part fails. */
    ADD_IN_A_PART {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 10);
            return new Scenario()
                    .thread(
                            "nesting",
                            () -> STM.run(tx -> {
                                assertTrue(x.isAtLeast(tx, 1));
                                try {
                                    tx.nested(in -> {
                                        x.add(in, 100);
                                        throw new IllegalStateException("undo");
                                    });
                                } catch (IllegalStateException undone) {
                                    x.add(tx, 2);
                                }
                            }))
                    .thread("other", () -> STM.run(tx -> x.add(tx, 1)))
                    .atTheEnd(() -> assertEquals(13, x.now()));
        }
    },

    /** A reference that is only read stays as it is, while a number next to it is written. */
    READ_ONE_WRITE_THE_OTHER {
        @Override
        public Scenario get() {
            TVar<String> name = TVar.named("name", "open");
            TLong x = TLong.named("x", 0);
            return new Scenario()
                    .thread("one", () -> countIfOpen(name, x))
                    .thread("two", () -> countIfOpen(name, x))
                    .atTheEnd(() -> {
                        assertEquals("open", name.now());
                        assertEquals(2, x.now());
                    });
        }

        private static void countIfOpen(TVar<String> name, TLong x) {
            STM.run(tx -> {
                if ("open".equals(name.get(tx))) {
                    x.set(tx, x.get(tx) + 1);
                }
            });
        }
    }
}
