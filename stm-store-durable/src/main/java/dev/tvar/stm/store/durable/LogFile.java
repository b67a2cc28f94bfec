package dev.tvar.stm.store.durable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/*
 * Goal. After every power failure the file holds a prefix of the groups, with every group that was forced;
 * after any other damage of one place it is recognised as damaged. It never silently has other values.
 *
 * Mechanism. The file is a log of groups, each a whole number of sectors (Sector: each with a checksum of its own). It is
 * written from front to back; a sector is written once, over zeros. Before a group goes to a part of the file that does not
 * exist, the file is lengthened with zeros and forced (reserve); each group names the length that the file has by then, and
 * ends at least one sector before it. Each sector names the last group that was forced before it was written. A group holds
 * the checksum of the one before it. Two sectors before the log, written in turn, are the marks: they name a group that has
 * been forced. One is written before each group that follows a force, and covered by the force of that group (mark); when a
 * store is closed, opened or compacted, one is written and forced (confirm).
 *
 * Why it is right (LogReader decides). A sector written after the last force is old, that is empty, or
 * new: so a sector that is neither is damage, and not the effect of a power failure. The first group
 * with an empty sector is the first that is not whole. If it had been forced, a later sector or a mark
 * would say so, and it is damage; otherwise neither it nor the groups after it had been forced, and
 * they are dropped. A file cut anywhere is shorter than its last group says, whether the cut leaves that
 * group whole or not, since the group after the last whole one would begin before the length that this one names. The
 * length was forced before it was named, so no power failure makes a file too short.
 *
 * What it cannot detect. If the last group of a store that was not closed was forced, and the device
 * returns its sectors as zeros, it looks like an incomplete group. The next group, or closing or
 * opening the store, ends this.
 *
 * Cost. 20 bytes in 512 for the sectors, at least one sector per group; zeros are written before the groups (1 byte each);
 * one force per group, and one for each lengthening by a quarter (64 KB to 8 MB). Since the file has its length and its
 * blocks before a group is written, forcing a group changes nothing else on the disk.
 */
final class LogFile implements Closeable {
    /** The begin of the log: after the header (sector 0) and the two marks, which are in different blocks of 4 KB. */
    static final long START = 8192;

    static final long[] MARKS = {Sector.SIZE, 4096};
    static final byte[] MAGIC = "TVAR STM store\r\n".getBytes(StandardCharsets.US_ASCII);
    static final int FORMAT = 1;

    /**
     * Bytes of a group before its entries: its length, the length of the file, the checksum before, the number of
     * entries.
     */
    static final int GROUP_HEAD = 2 * Long.BYTES + 2 * Integer.BYTES;

    private static final int BLOCK = 4096;
    private static final long SMALLEST_GROWTH = 64 << 10;
    private static final long LARGEST_GROWTH = 8 << 20;
    private static final int ZEROS = 256 << 10;

    final DiskFile file;
    final Sector sector;
    private final SectorWriter out;

    /** The length that the file certainly has; zeros after the end of the log. */
    private long allocated;

    /** The position of the next group. */
    private long end;

    /** The last group, the checksum of its content, and the last group that was forced. */
    private long number;

    private int chain;
    private long forced;

    /** The last group that a mark names as forced, and the number of marks written. */
    private long confirmed;

    private long marks;
    private boolean markIsForced = true;

    // ---- of the group that is being written
    private long nextEnd;
    private long nextAt;

    /** A file in the state that the reader found. */
    LogFile(DiskFile file, LogReader found) {
        this.file = file;
        sector = new Sector(found.identity());
        out = new SectorWriter(file, sector);
        allocated = found.allocated();
        end = found.end();
        number = found.number();
        chain = found.chain();
        forced = found.forced();
        confirmed = found.confirmed();
        marks = found.marks();
    }

    private LogFile(DiskFile file, long identity) {
        this.file = file;
        sector = new Sector(identity);
        out = new SectorWriter(file, sector);
        end = START;
    }

    /** Creates a file, a store without keys, with the access rights of another one, and forces it. */
    static LogFile create(Disk disk, Path path, @Nullable Path like) throws IOException {
        LogFile log = new LogFile(disk.create(path, like), UUID.randomUUID().getMostSignificantBits());
        try {
            log.reserve(START);
            log.writeHeader();
            log.writeMark(MARKS[0], 1);
            log.writeMark(MARKS[1], 2);
            log.marks = 2;
            log.force();
            return log;
        } catch (IOException | RuntimeException | Error e) {
            try (log) {
                throw e;
            }
        }
    }

    private void writeHeader() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Sector.SIZE).position(Sector.HEAD);
        header.put(MAGIC).putInt(FORMAT).putLong(sector.identity()).putLong(allocated);
        sector.seal(header, 0, 0, 1, 0);
        file.write(header.clear(), 0);
    }

    private void writeMark(long position, long serial) throws IOException {
        ByteBuffer mark = ByteBuffer.allocate(Sector.SIZE);
        sector.seal(mark, 0, position, serial, forced);
        file.write(mark, position);
    }

    /** Writes marks that name no group to a copy, in place of marks that may name groups that are not in the copy. */
    static void resetMarks(DiskFile copy, long identity) throws IOException {
        LogFile log = new LogFile(copy, identity);
        log.writeMark(MARKS[0], 1);
        log.writeMark(MARKS[1], 2);
    }

    // ---- writing

    /** The bytes of the log. */
    long length() {
        return end - START;
    }

    long end() {
        return end;
    }

    long number() {
        return number;
    }

    long allocated() {
        return allocated;
    }

    /** Begins a group. */
    void begin(long entryBytes, int entries) throws IOException {
        long length = GROUP_HEAD + entryBytes + Integer.BYTES;
        nextEnd = end + Sector.count(length) * Sector.SIZE;
        reserve(nextEnd);
        out.begin(end, nextEnd - end, number + 1, forced);
        out.putLong(length);
        out.putLong(allocated);
        out.putInt(chain);
        out.putInt(entries);
        nextAt = Location.contentBefore(end) + GROUP_HEAD;
    }

    /** Adds an entry to the group. */
    Location put(Entry entry) throws IOException {
        out.put(entry.head());
        out.put(entry.value());
        return located(entry.length());
    }

    /** Adds an entry from another file. */
    Location copy(Content from, long length) throws IOException, Content.TornException {
        from.copyTo(out, length);
        return located(length);
    }

    private Location located(long length) {
        Location location = new Location(nextAt, length);
        nextAt += length;
        return location;
    }

    /** Passes the rest of the group to the operating system. */
    void endGroup() throws IOException {
        chain = out.end();
        end = nextEnd;
        number++;
    }

    void force() throws IOException {
        file.force();
        forced = number;
        markIsForced = true;
    }

    /** Writes a mark that all groups are forced, and forces it, after the groups. */
    void confirm() throws IOException {
        if (forced < number) {
            force();
        }
        if (confirmed < forced || !markIsForced) {
            mark();
            force();
        }
    }

    /** Writes a mark of the last forced group; the next force covers it. */
    void mark() throws IOException {
        if (confirmed < forced) {
            writeMark(MARKS[(int) (marks % MARKS.length)], marks + 1);
            marks++;
            markIsForced = false;
            confirmed = forced;
        }
    }

    /** Extends the file with zeros to at least one sector beyond {@code upTo}, and forces it. */
    private void reserve(long upTo) throws IOException {
        if (upTo + Sector.SIZE <= allocated) {
            return;
        }
        long growth = Math.max(SMALLEST_GROWTH, Math.min(LARGEST_GROWTH, upTo / 4));
        long target = (upTo + growth) / BLOCK * BLOCK;
        boolean tail = file.size() > allocated; // of an earlier try, which may not be zeros
        zero(tail ? allocated : Math.max(allocated, upTo), target); // otherwise the group would be written over a hole
        force();
        allocated = target;
    }

    private void zero(long from, long to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(ZEROS, to - from));
        for (long at = from; at < to; at += zeros.limit()) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
            file.write(zeros, at);
        }
    }

    // ---- after opening

    /**
     * Makes the state found the state of the device. Groups that may exist only in the memory of the
     * operating system are written again, since a force that failed in another process can have left them
     * there marked as written; the remains of incomplete groups become zeros.
     */
    void settle(LogReader found) throws IOException {
        SectorReader sectors = new SectorReader(file, sector, 8 * Sector.SIZE);
        boolean changed = false;
        for (long at = found.unforcedFrom(); at < end; at += Sector.SIZE) {
            sectors.moveTo(at);
            file.write(sectors.copy(), at);
            changed = true;
        }
        for (long at : found.leftovers()) {
            file.write(ByteBuffer.allocate(Sector.SIZE), at);
            changed = true;
        }
        if (changed) {
            force();
        }
        confirm();
    }

    /**
     * The content from the first of these bytes on at these locations, through a reader that must not be used after the
     * next group.
     */
    Content contentAt(Location location, SectorReader sectors, Damage damage) throws IOException {
        if (sectors.moveTo(location.sector()) != Sector.State.SEALED) {
            throw damage.at(location.sector(), sectors.number());
        }
        Content content = new Content(sectors, damage);
        content.begin(location.sector(), location.offset());
        return content;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
