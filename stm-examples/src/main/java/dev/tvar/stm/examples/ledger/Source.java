package dev.tvar.stm.examples.ledger;

import dev.tvar.stm.examples.support.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The source of lines.
 *
 * @param path a file, or {@code -} for standard input
 */
public record Source(Path path) {
    /**
     * Whether it is standard input.
     *
     * @return true for {@code -}
     */
    public boolean isStandardInput() {
        return path.toString().equals("-");
    }

    InputStream open() throws IOException {
        return isStandardInput() ? System.in : Files.newInputStream(path);
    }

    /** For sentences: a path in quotes. */
    String quoted() {
        return isStandardInput() ? toString() : "'" + this + "'";
    }

    /** Its name, as it is shown. */
    @Override
    public String toString() {
        return isStandardInput() ? "standard input" : Text.visible(path.toString());
    }
}
