package dev.tvar.stm.store.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Writes one group after the other as sealed sectors, through a buffer of up to 256 KB. One thread at a time. */
final class SectorWriter {
    private static final int LARGEST_BUFFER = 512 * Sector.SIZE;

    private final DiskFile file;
    private final Sector sector;
    private ByteBuffer buffer = ByteBuffer.allocate(Sector.SIZE);
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    private final CRC32C checksum = new CRC32C();

    // ---- of the group
    private long group;
    private long forced;

    /** The position of the buffer in the file. */
    private long position;

    /** The current sector in the buffer, and its bytes of content. */
    private int at;

    private int used;

    SectorWriter(DiskFile file, Sector sector) {
        this.file = file;
        this.sector = sector;
    }

    /** Begins a group of this many bytes of sectors. */
    void begin(long start, long bytes, long newGroup, long forcedGroup) {
        int wanted = (int) Math.min(LARGEST_BUFFER, bytes);
        if (buffer.capacity() < wanted) {
            buffer = ByteBuffer.allocate(wanted);
        }
        position = start;
        group = newGroup;
        forced = forcedGroup;
        at = 0;
        used = 0;
        checksum.reset();
    }

    void putInt(int value) throws IOException {
        put(number.putInt(0, value).array(), 0, Integer.BYTES);
    }

    void putLong(long value) throws IOException {
        put(number.putLong(0, value).array(), 0, Long.BYTES);
    }

    void put(byte[] bytes) throws IOException {
        put(bytes, 0, bytes.length);
    }

    void put(byte[] bytes, int from, int length) throws IOException {
        checksum.update(bytes, from, length);
        int done = 0;
        while (done < length) {
            if (used == Sector.ROOM) {
                nextSector();
            }
            int count = Math.min(length - done, Sector.ROOM - used);
            System.arraycopy(bytes, from + done, buffer.array(), at + Sector.HEAD + used, count);
            used += count;
            done += count;
        }
    }

    /** Adds the checksum of the group's content and writes the rest; returns that checksum. */
    int end() throws IOException {
        int sum = (int) checksum.getValue();
        putInt(sum);
        int content = at + Sector.HEAD;
        Arrays.fill(buffer.array(), content + used, content + Sector.ROOM, (byte) 0);
        nextSector();
        flush();
        return sum;
    }

    private void nextSector() throws IOException {
        sector.seal(buffer, at, position + at, group, forced);
        at += Sector.SIZE;
        used = 0;
        if (at == buffer.capacity()) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (at > 0) {
            file.write(buffer.clear().limit(at), position);
            position += at;
            at = 0;
        }
        buffer.clear();
    }
}
