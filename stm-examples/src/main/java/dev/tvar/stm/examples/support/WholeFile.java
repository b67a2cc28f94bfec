package dev.tvar.stm.examples.support;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Writes files as a whole: a reader sees the old content or the new one, and after a failure, such as a full disk, the file
 * is as it was before.
 */
public final class WholeFile {
    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all of it.
         *
         * @param out where to; the caller closes it
         * @throws IOException if it cannot be written
         */
        void writeTo(Writer out) throws IOException;
    }

    private WholeFile() {}

    /**
     * Creates a file or replaces it. A link stays, and the file it leads to is replaced; permissions stay.
     *
     * @param target the file, or a device such as {@code /dev/stdout}, which is written to directly
     * @param text the new content, written as UTF-8
     * @throws IOException if it cannot be written
     */
    public static void write(Path target, String text) throws IOException {
        write(target, out -> out.write(text));
    }

    /**
     * Creates a file or replaces it. A link stays, and the file it leads to is replaced; permissions stay.
     *
     * @param target the file, or a device such as {@code /dev/stdout}, which is written to directly
     * @param content the new content, written as UTF-8
     * @throws IOException if it cannot be written
     */
    public static void write(Path target, Content content) throws IOException {
        boolean exists = Files.exists(target);
        if (exists && !Files.isRegularFile(target)) {
            try (Writer out = Files.newBufferedWriter(target)) {
                content.writeTo(out);
            }
            return;
        }
        Path file = exists ? target.toRealPath() : target.toAbsolutePath();
        Path part = file.resolveSibling(".%s.%d.part"
                .formatted(file.getFileName(), ProcessHandle.current().pid()));
        try {
            writePart(part, content);
            if (exists) {
                copyPermissions(file, part);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void writePart(Path part, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8)) {
            content.writeTo(out);
            out.flush();
            channel.force(true); // some file systems report only now that the disk is full
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView copy = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (source != null && copy != null) { // none on Windows
            copy.setPermissions(source.readAttributes().permissions());
        }
    }
}
