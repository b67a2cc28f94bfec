package dev.tvar.stm.examples.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A document with places for measured results: the text between {@code <!-- KIND:NAME -->} and {@code <!-- /KIND:NAME
 * -->} is replaced by the part of that name, and everything else stays.
 */
public final class Document {
    private Document() {}

    /**
     * Inserts parts into a document; parts without a place are omitted, places without a part stay unchanged.
     *
     * @param file the document
     * @param kind the kind of results: the first word of the marks
     * @param parts text by name
     * @throws IOException if it cannot be read or written, has no place for any part, or a place has no end; then the
     *     document is as it was
     */
    public static void rewrite(Path file, String kind, Map<String, String> parts) throws IOException {
        String text = Files.readString(file);
        int found = 0;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            String begin = "<!-- %s:%s -->".formatted(kind, part.getKey());
            String end = "<!-- /%s:%s -->".formatted(kind, part.getKey());
            int from = text.indexOf(begin);
            if (from < 0) {
                continue;
            }
            int to = text.indexOf(end, from);
            if (to < 0) {
                throw new IOException(file + ": " + begin + " has no " + end);
            }
            String before = text.substring(0, from + begin.length());
            text = before + "\n" + part.getValue().strip() + "\n" + text.substring(to);
            found++;
        }
        if (found == 0) {
            throw new IOException("%s has no place <!-- %s:NAME --> for any of these names: %s"
                    .formatted(file, kind, String.join(", ", parts.keySet())));
        }
        WholeFile.write(file, text);
    }
}
