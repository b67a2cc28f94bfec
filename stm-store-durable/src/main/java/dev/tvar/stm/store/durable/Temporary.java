package dev.tvar.stm.store.durable;

import java.io.IOException;
import java.nio.file.Path;

/** The name under which a file is written before it is complete. Only the holder of the store's lock uses it. */
final class Temporary {
    private static final String SUFFIX = ".tvar-new";

    private Temporary() {}

    /** Whether a store must not have this name, since another store would overwrite it. */
    static boolean is(Path file) {
        return file.toString().endsWith(SUFFIX);
    }

    static IOException refusal() {
        return new IOException(
                "names that end in " + SUFFIX + " are for files that are not complete; choose another name");
    }

    static Path of(Path file) {
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }
}
