package dev.tvar.stm.store.durable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link Disk}. */
interface DiskFile extends Closeable {
    long size() throws IOException;

    /** Fills the buffer from a position on, as far as the file reaches. */
    void read(ByteBuffer into, long position) throws IOException;

    /** Passes the remaining bytes of the buffer to the operating system, all of them. */
    void write(ByteBuffer from, long position) throws IOException;

    /** Forces everything written to this file, and its length, to the device. */
    void force() throws IOException;
}
