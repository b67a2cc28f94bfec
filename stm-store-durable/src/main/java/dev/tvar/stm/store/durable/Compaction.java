package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/*
 * Goal. The file stays within a few times its content, without a long pause for any commit.
 *
 * Mechanism. A second file is filled with the live entries, a part of them after each group that is written to
 * the first file. Keys that a group changes are copied again. When all are copied, the second file is
 * forced, marked, and renamed to the first.
 *
 * Why it is right. Every group is written to the first file, and acknowledged there, until the second has its name. At
 * the rename nothing is left to copy, so both files hold the same values. The second is forced before the rename, its
 * mark after its groups, and the folder after the rename: after a power failure the name stands for one of two files
 * with the same values. No group goes to the second file before the folder is forced.
 *
 * Cost. A commit copies twice the bytes of its group, at least 64 KB, while a compaction is under way, and one of them
 * waits for the three forces. The disk needs room for the first file, and for a second file with the live entries.
 */
final class Compaction {
    private static final long LEAST_STEP = 64 << 10;

    private final Disk disk;
    private final Path path;
    private final LogFile target;
    private final Set<String> left;
    private final Map<String, Location> copied = new HashMap<>();

    Compaction(Disk disk, Path file, Set<String> keys) throws IOException {
        this.disk = disk;
        path = Temporary.of(file);
        left = new LinkedHashSet<>(keys);
        target = LogFile.create(disk, path, file);
    }

    /** Records keys that have changed. */
    void changed(Set<String> keys) {
        left.addAll(keys);
    }

    /**
     * Copies a part, in proportion to the bytes just written.
     *
     * @return whether everything is copied
     * @throws StorageException if an entry cannot be read
     * @throws IOException if the second file cannot be written
     */
    boolean step(LogFile source, Map<String, Location> index, long written, Damage damage) throws IOException {
        long budget = Math.max(LEAST_STEP, 2 * written);
        List<String> batch = new ArrayList<>();
        long bytes = 0;
        for (Iterator<String> keys = left.iterator(); keys.hasNext() && bytes < budget; ) {
            String key = keys.next();
            keys.remove();
            batch.add(key);
            bytes += location(index, key).length();
        }
        SectorReader sectors = new SectorReader(source.file, source.sector, 8 * Sector.SIZE);
        target.begin(bytes, batch.size());
        for (String key : batch) {
            copied.put(key, copy(source, sectors, location(index, key), key, damage));
        }
        target.endGroup();
        return left.isEmpty();
    }

    private Location copy(LogFile source, SectorReader sectors, Location from, String key, Damage damage)
            throws IOException {
        Content content;
        try {
            content = source.contentAt(from, sectors, damage);
            return target.copy(content, from.length());
        } catch (Content.TornException e) {
            throw damage.of("the value of key '" + key + "' is not there any more");
        }
    }

    private static Location location(Map<String, Location> index, String key) {
        Location location = index.get(key);
        if (location == null) {
            throw new IllegalStateException("key '" + key + "' has no place in the file");
        }
        return location;
    }

    /** Forces the second file, with a mark behind its groups. */
    void force() throws IOException {
        target.confirm();
    }

    /** The second file, and the locations of its entries. */
    LogFile target() {
        return target;
    }

    Map<String, Location> copied() {
        return copied;
    }

    Path path() {
        return path;
    }

    /** Abandons the compaction; the first file stays in use. */
    void abandon() throws IOException {
        try (target) {
            disk.delete(path);
        }
    }
}
