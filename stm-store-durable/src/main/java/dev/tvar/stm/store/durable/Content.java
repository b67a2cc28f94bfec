package dev.tvar.stm.store.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Reads the content of one group, across its sectors. One thread at a time. */
final class Content {
    /** A sector of the group is not there. */
    static final class TornException extends Exception {
        private static final long serialVersionUID = 1L;

        TornException() {
            super("a sector of the group is not there", null, false, false);
        }
    }

    private final SectorReader sectors;
    private final Damage damage;
    private final CRC32C checksum = new CRC32C();
    private final byte[] small = new byte[Long.BYTES];
    private final byte[] copied = new byte[4096];

    private long position;
    private long group;
    private int used;

    /** The remaining bytes of the group, if known. */
    private long left;

    Content(SectorReader sectors, Damage damage) {
        this.sectors = sectors;
        this.damage = damage;
    }

    /** Begins in a sealed sector, the current one of the reader. */
    void begin(long sector, int offset) {
        position = sector;
        group = sectors.number();
        used = offset;
        left = Long.MAX_VALUE;
        checksum.reset();
    }

    /** Sets the remaining bytes of the group, as a bound for all lengths in it. */
    void limit(long bytes) {
        left = bytes;
    }

    void get(byte[] into, int from, int length) throws IOException, TornException {
        int done = 0;
        while (done < length) {
            if (used == Sector.ROOM) {
                nextSector();
            }
            int count = Math.min(length - done, Sector.ROOM - used);
            System.arraycopy(sectors.array(), sectors.content() + used, into, from + done, count);
            used += count;
            done += count;
        }
        left -= length;
        checksum.update(into, from, length);
    }

    private void nextSector() throws IOException, TornException {
        position += Sector.SIZE;
        used = 0;
        Sector.State state = sectors.moveTo(position);
        if (state == Sector.State.DAMAGED) {
            throw damage.at(position, group);
        }
        if (state == Sector.State.EMPTY || sectors.number() != group) {
            throw new TornException();
        }
    }

    int getInt() throws IOException, TornException {
        get(small, 0, Integer.BYTES);
        return ByteBuffer.wrap(small).getInt();
    }

    long getLong() throws IOException, TornException {
        get(small, 0, Long.BYTES);
        return ByteBuffer.wrap(small).getLong();
    }

    byte[] getBytes(int length) throws IOException, TornException {
        if (length < 0 || length > left) {
            throw damage.of(
                    "an entry of group " + group + " claims " + length + " bytes, and the group has " + left + " left");
        }
        byte[] bytes = new byte[length];
        get(bytes, 0, length);
        return bytes;
    }

    /** Copies bytes to a group that is being written. */
    void copyTo(SectorWriter out, long length) throws IOException, TornException {
        for (long left = length; left > 0; left -= copied.length) {
            int count = (int) Math.min(left, copied.length);
            get(copied, 0, count);
            out.put(copied, 0, count);
        }
    }

    /** The checksum of the content read so far. */
    int checksum() {
        return (int) checksum.getValue();
    }
}
