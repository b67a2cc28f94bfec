package dev.tvar.stm.testing.packaging;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.TStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An application in a container that keeps values on disk. Instantiated through the name of its class. */
public final class DurableApplication implements Runnable {
    /** Called by the container. */
    public DurableApplication() {}

    @Override
    public void run() {
        try {
            Path file = Files.createTempFile("durable", ".log");
            Files.delete(file);
            try (TStore store = TStore.open(file)) {
                TVar<String> kept = store.var("key", String.class);
                STM.run(tx -> kept.set(tx, "word"));
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
