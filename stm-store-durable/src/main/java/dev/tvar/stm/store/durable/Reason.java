package dev.tvar.stm.store.durable;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Describes the failure of a file operation; the exceptions of the JDK have it only in their class names. */
final class Reason {
    private Reason() {}

    static String of(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return "the thread was interrupted";
        }
        if (e instanceof FileSystemException file) {
            String reason = file.getReason();
            return file.getFile() + ": " + (reason != null ? reason : kind(file));
        }
        return e.getMessage() != null ? e.getMessage() : e.toString();
    }

    private static String kind(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e instanceof FileAlreadyExistsException ? "it exists already" : e.toString();
    }
}
