package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Programs of transactions that use more variables than are searched one by one. */
public enum LargePrograms implements Supplier<Scenario> {
    /** Two large transactions of one thread, in different orders, see their own writes; another transaction adds. */
    OWN_WRITES_AMONG_MANY {
        @Override
        public Scenario get() {
            List<TLong> numbers = new ArrayList<>(IntStream.range(0, VARIABLES)
                    .mapToObj(i -> TLong.named("v" + i, 0))
                    .toList());
            return new Scenario()
                    .thread("large", () -> {
                        STM.run(tx -> incrementTwice(tx, numbers));
                        Collections.reverse(numbers);
                        STM.run(tx -> incrementTwice(tx, numbers));
                    })
                    .thread("other", () -> STM.run(tx -> numbers.get(0).add(tx, 1)))
                    .atTheEnd(() -> assertEquals(
                            4 * VARIABLES + 1,
                            numbers.stream().mapToLong(TLong::now).sum()));
        }

        private static void incrementTwice(Txn tx, List<TLong> numbers) {
            for (int round = 0; round < 2; round++) {
                for (TLong each : numbers) {
                    each.set(tx, each.get(tx) + 1);
                }
            }
        }
    };

    private static final int VARIABLES = 30;
}
