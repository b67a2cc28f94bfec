package dev.tvar.stm.store.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads the sectors of a store file, through a buffer. One thread at a time. */
final class SectorReader {
    private final DiskFile file;
    private final Sector sector;
    private final ByteBuffer buffer;

    /** The part of the file in the buffer; an incomplete last sector is padded with zeros. */
    private long from;

    private long to;

    private int at;

    SectorReader(DiskFile file, Sector sector, int bufferBytes) {
        this.file = file;
        this.sector = sector;
        buffer = ByteBuffer.allocate(bufferBytes);
    }

    /** Moves to the sector at a position, and returns its state; all sectors after the end of the file are empty. */
    Sector.State moveTo(long position) throws IOException {
        if (position < from || position >= to) {
            file.read(buffer.clear(), position);
            int length = buffer.position();
            int whole = (length + Sector.SIZE - 1) / Sector.SIZE * Sector.SIZE;
            Arrays.fill(buffer.array(), length, Math.max(whole, Sector.SIZE), (byte) 0);
            from = position;
            to = position + Math.max(whole, Sector.SIZE);
        }
        at = (int) (position - from);
        return sector.state(buffer, at, position);
    }

    /** The number of the group of the current sector. */
    long number() {
        return Sector.number(buffer, at);
    }

    /** The last group that was forced before the current sector was written. */
    long forced() {
        return Sector.forced(buffer, at);
    }

    byte[] array() {
        return buffer.array();
    }

    /** The begin of the content of the current sector in {@link #array}. */
    int content() {
        return at + Sector.HEAD;
    }

    /** A copy of the current sector, to be written again. */
    ByteBuffer copy() {
        return ByteBuffer.wrap(Arrays.copyOfRange(buffer.array(), at, at + Sector.SIZE));
    }
}
