package dev.tvar.stm.testing.engine;

import java.net.URL;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Checks and look-ups that several adapters share. */
final class Checks {
    private Checks() {}

    static void notNegative(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("the amount of a transfer must not be negative: " + amount);
        }
    }

    /** The name of the jar that a class came from, which carries the version; or else {@code otherwise}. */
    static String jarOf(Class<?> type, String otherwise) {
        @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
        @Nullable URL location = source == null ? null : source.getLocation();
        if (location == null || !location.getPath().endsWith(".jar")) {
            return otherwise;
        }
        String path = location.getPath();
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ".jar".length());
    }
}
