package dev.tvar.stm.store.durable;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The unit of writing in a store file, sealed by a checksum: 4 bytes checksum, 8 bytes number of the group that it
 * belongs to, 8 bytes number of the last group that had been forced before, 492 bytes of the group. The checksum covers the
 * rest of the sector, its position and the identity of the file, so that a sector is recognised in its own place only. A
 * sealed sector is never all zeros, since groups are numbered from 1.
 *
 * <p>Not thread-safe.
 */
final class Sector {
    /** Bytes of a sector: the smallest unit that a disk writes as a whole. */
    static final int SIZE = 512;

    /** Bytes before the content. */
    static final int HEAD = 20;

    /** Bytes of content. */
    static final int ROOM = SIZE - HEAD;

    /** The state of a sector. */
    enum State {
        /** All zeros: nothing was written here. */
        EMPTY,
        /** Written by the log, and intact. */
        SEALED,
        /** Damaged, or not written by the log. */
        DAMAGED
    }

    private static final int NUMBER = 4;
    private static final int FORCED = 12;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final long identity;
    private final CRC32C crc = new CRC32C();

    Sector(long identity) {
        this.identity = identity;
    }

    long identity() {
        return identity;
    }

    /** Seals the sector at {@code at}, whose content is in place; {@code position} is its position in the file. */
    void seal(ByteBuffer buffer, int at, long position, long number, long forced) {
        buffer.putLong(at + NUMBER, number).putLong(at + FORCED, forced);
        buffer.putInt(at, checksum(buffer, at, position));
    }

    /** The state of the sector at {@code at}, which is at {@code position} of the file. */
    State state(ByteBuffer buffer, int at, long position) {
        if (number(buffer, at) == 0) {
            return isZero(buffer, at, SIZE) ? State.EMPTY : State.DAMAGED;
        }
        return buffer.getInt(at) == checksum(buffer, at, position) ? State.SEALED : State.DAMAGED;
    }

    private int checksum(ByteBuffer buffer, int at, long position) {
        crc.reset();
        crc.update(buffer.array(), at + NUMBER, SIZE - NUMBER);
        long place = (identity + position) * GOLDEN_RATIO;
        return (int) crc.getValue() ^ (int) (place >>> 32);
    }

    static long number(ByteBuffer buffer, int at) {
        return buffer.getLong(at + NUMBER);
    }

    static long forced(ByteBuffer buffer, int at) {
        return buffer.getLong(at + FORCED);
    }

    /** Whether {@code length} bytes are zero; a multiple of 8. */
    static boolean isZero(ByteBuffer buffer, int at, int length) {
        for (int i = 0; i < length; i += Long.BYTES) {
            if (buffer.getLong(at + i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The number of sectors that hold this many bytes of content. */
    static long count(long content) {
        return (content + ROOM - 1) / ROOM;
    }
}
