package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.spi.StoredValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a store file and classifies it: which groups are whole, which remains a power failure left of
 * others, and whether it is damaged. The argument is in {@link LogFile}. Changes nothing.
 */
final class LogReader {
    /** Receives the entries of each whole group, in order. */
    @FunctionalInterface
    interface Sink {
        void put(String key, StoredValue value, Location location);
    }

    private record Found(String key, StoredValue value, Location location) {}

    private record Start(long number, long position) {}

    private static final byte[] MV_STORE = "H:2,block".getBytes(StandardCharsets.US_ASCII);

    private static final int LARGEST_BUFFER = 512 * Sector.SIZE;

    private final Damage damage;
    private final DiskFile file;
    private final long size;
    private final long identity;
    private final SectorReader sectors;
    private final Content content;

    private long allocated;
    private long end = LogFile.START;
    private long number;
    private int chain;
    private long forced;
    private long confirmed;
    private long marks;

    /** The whole groups that may not be forced. */
    private final ArrayDeque<Start> unforced = new ArrayDeque<>();

    /** Sectors of groups that are not whole. */
    private final List<Long> leftovers = new ArrayList<>();

    /**
     * Reads the header.
     *
     * @throws StorageException if this is not a store file, or its header is damaged
     */
    LogReader(DiskFile file, Damage damage) throws IOException {
        this.file = file;
        this.damage = damage;
        size = file.size();
        ByteBuffer header = ByteBuffer.allocate(Sector.SIZE);
        file.read(header, 0);
        requireStore(header.array(), header.position());
        int at = Sector.HEAD + LogFile.MAGIC.length;
        int format = header.getInt(at);
        identity = header.getLong(at + Integer.BYTES);
        allocated = header.getLong(at + Integer.BYTES + Long.BYTES);
        Sector sector = new Sector(identity);
        if (sector.state(header, 0, 0) != Sector.State.SEALED) {
            throw damage.at(0, 0);
        }
        if (format != LogFile.FORMAT) {
            throw new StorageException("the file " + damage.name() + " has format " + format
                    + ", and this version reads " + LogFile.FORMAT + "; open it with a later version of this library");
        }
        if (size < allocated) {
            throw damage.cutShort(size, allocated);
        }
        int buffer = (int) Math.min(LARGEST_BUFFER, (size + Sector.SIZE - 1) / Sector.SIZE * Sector.SIZE);
        sectors = new SectorReader(file, sector, buffer);
        content = new Content(sectors, damage);
    }

    private void requireStore(byte[] header, int length) {
        String why = null;
        if (length == 0) {
            why = "it has no bytes. A store file never has: it was cut, or something else created it. Restore a backup;"
                    + " or delete it, and a new store is created in its place";
        } else if (Arrays.equals(header, 0, MV_STORE.length, MV_STORE, 0, MV_STORE.length)) {
            why = "it is an MVStore file, perhaps of a development version of this library; this version does not"
                    + " read it. Export its values with that version";
        } else if (!Arrays.equals(
                header, Sector.HEAD, Sector.HEAD + LogFile.MAGIC.length, LogFile.MAGIC, 0, LogFile.MAGIC.length)) {
            why = "it was not written by this library, or its first bytes are damaged";
        }
        if (why != null) {
            throw new StorageException("the file " + damage.name() + " is not a store: " + why);
        }
    }

    /** Reads all groups. */
    LogReader read(Sink sink) throws IOException {
        readMarks();
        while (readGroup(sink)) {
            while (!unforced.isEmpty() && unforced.getFirst().number <= forced) {
                unforced.removeFirst();
            }
        }
        judgeRest();
        forced = Math.min(forced, number);
        return this;
    }

    private void readMarks() throws IOException {
        boolean sealed = false;
        for (long position : LogFile.MARKS) {
            if (sectors.moveTo(position) == Sector.State.SEALED && sectors.number() > marks) {
                sealed = true;
                marks = sectors.number();
                confirmed = sectors.forced();
            }
        }
        if (!sealed) {
            throw damage.of("neither of the sectors at " + LogFile.MARKS[0] + " and " + LogFile.MARKS[1]
                    + " has the right checksum");
        }
        forced = confirmed;
    }

    private boolean readGroup(Sink sink) throws IOException {
        Sector.State state = sectors.moveTo(end);
        if (state == Sector.State.DAMAGED) {
            throw damage.at(end, number + 1);
        }
        if (state == Sector.State.EMPTY || sectors.number() != number + 1) {
            return false;
        }
        try {
            content.begin(end, 0);
            long length = content.getLong();
            long fileLength = content.getLong();
            long next = end + Sector.count(length) * Sector.SIZE;
            allocated = Math.max(allocated, fileLength);
            if (size < allocated) {
                throw damage.cutShort(size, allocated);
            }
            if (length < LogFile.GROUP_HEAD + Integer.BYTES
                    || next + Sector.SIZE > fileLength
                    || content.getInt() != chain) {
                throw damage.of("group " + (number + 1) + " at " + end + " does not continue the group before it");
            }
            forced = Math.max(forced, sectors.forced());
            content.limit(length - (LogFile.GROUP_HEAD - Integer.BYTES));
            List<Found> entries = readEntries(length);
            int sum = content.checksum();
            if (content.getInt() != sum) {
                throw damage.of("the checksum of group " + (number + 1) + " at " + end + " is wrong");
            }
            entries.forEach(found -> sink.put(found.key, found.value, found.location));
            number++;
            unforced.addLast(new Start(number, end));
            end = next;
            chain = sum;
            return true;
        } catch (Content.TornException e) {
            return false;
        }
    }

    private List<Found> readEntries(long groupLength) throws IOException, Content.TornException {
        int count = content.getInt();
        List<Found> entries = new ArrayList<>();
        long at = Location.contentBefore(end) + LogFile.GROUP_HEAD;
        for (int i = 0; i < count; i++) {
            int keyLength = content.getInt();
            byte[] key = bytes(Entry.textBytes(keyLength), groupLength);
            long version = content.getLong();
            int codecLength = content.getInt();
            byte[] codec = bytes(Entry.textBytes(codecLength), groupLength);
            byte[] value = bytes(content.getInt(), groupLength);
            long length = 3L * Integer.BYTES + Long.BYTES + key.length + codec.length + value.length;
            entries.add(new Found(
                    Entry.text(keyLength, key),
                    new StoredValue(version, Entry.text(codecLength, codec).intern(), value),
                    new Location(at, length)));
            at += length;
        }
        if (at != Location.contentBefore(end) + groupLength - Integer.BYTES) {
            throw damage.of("group " + (number + 1) + " at " + end + " has another length than its entries");
        }
        return entries;
    }

    /** The next bytes of a group; an invalid length must not allocate memory. */
    private byte[] bytes(int length, long groupLength) throws IOException, Content.TornException {
        if (length > groupLength) {
            throw damage.of("group " + (number + 1) + " at " + end + " is shorter than one of its entries");
        }
        return content.getBytes(length);
    }

    /** The group after the last whole one has an empty sector: decides whether it was incomplete or is lost. */
    private void judgeRest() throws IOException {
        long torn = number + 1;
        if (confirmed >= torn) {
            throw missing(torn, "a mark");
        }
        for (long at = end; at < size; at += Sector.SIZE) {
            Sector.State state = sectors.moveTo(at);
            if (state == Sector.State.DAMAGED && at < allocated) {
                throw damage.at(at, torn);
            }
            if (state != Sector.State.SEALED) {
                continue; // beyond the recorded length, it is the remains of a lengthening, and will become zeros
            }
            if (sectors.number() < torn) {
                throw damage.of("the sector at " + at + " belongs to group " + sectors.number());
            }
            if (sectors.forced() >= torn) {
                throw missing(torn, "group " + sectors.number());
            }
            leftovers.add(at);
        }
    }

    private StorageException missing(long group, String witness) {
        return damage.of("group " + group + " at " + end + " is not whole, and " + witness
                + " says that it was written to the device");
    }

    // ---- results

    long identity() {
        return identity;
    }

    long allocated() {
        return allocated;
    }

    long end() {
        return end;
    }

    long number() {
        return number;
    }

    int chain() {
        return chain;
    }

    long forced() {
        return forced;
    }

    long confirmed() {
        return confirmed;
    }

    long marks() {
        return marks;
    }

    /** The begin of the first group that may not be forced; the end of the log if there is none. */
    long unforcedFrom() {
        return unforced.isEmpty() ? end : unforced.getFirst().position;
    }

    List<Long> leftovers() {
        return leftovers;
    }

    DiskFile file() {
        return file;
    }
}
