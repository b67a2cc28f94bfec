package example;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.TStore;
import java.nio.file.Path;

/** Counts its runs in a file. */
public final class Counter {
    private Counter() {}

    public static void main(String[] args) {
        try (TStore store = TStore.open(Path.of(args[0]))) {
            TVar<Long> runs = store.var("runs", Long.class);
            long run = STM.atomically(tx -> {
                long next = runs.get(tx) == null ? 1 : runs.get(tx) + 1;
                runs.set(tx, next);
                return next;
            });
            System.out.println("run " + run);
        }
    }
}
