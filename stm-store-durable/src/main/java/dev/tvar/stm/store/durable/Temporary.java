package dev.tvar.stm.store.durable;

import java.nio.file.Path;

/** The name under which a file is written before it is complete. Only the holder of the store's lock uses it. */
final class Temporary {
    private static final String SUFFIX = ".tvar-new";

    private Temporary() {}

    /** Whether a store may not have this name, since another store would overwrite it. */
    static boolean is(Path file) {
        return file.toString().endsWith(SUFFIX);
    }

    static Path of(Path file) {
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }
}
