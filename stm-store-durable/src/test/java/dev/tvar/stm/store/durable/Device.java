package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.durable.MemoryDisk.Change;
import dev.tvar.stm.store.durable.MemoryDisk.Created;
import dev.tvar.stm.store.durable.MemoryDisk.Deleted;
import dev.tvar.stm.store.durable.MemoryDisk.Dropped;
import dev.tvar.stm.store.durable.MemoryDisk.Forced;
import dev.tvar.stm.store.durable.MemoryDisk.Inode;
import dev.tvar.stm.store.durable.MemoryDisk.Renamed;
import dev.tvar.stm.store.durable.MemoryDisk.Synced;
import dev.tvar.stm.store.durable.MemoryDisk.Written;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The content of the device under a {@link MemoryDisk} after a prefix of its changes. Sectors written
 * since the last force of their file may be present or not, each by itself or by blocks of 4 KB, and
 * so may a part of the file's new length; of the names changed since the last sync of the folder a
 * prefix is present.
 */
final class Device {
    private static final int PAGE = 4096;

    private record Piece(int position, byte[] bytes) {}

    private static final class Image {
        /** The content that is certainly present. */
        final Inode certain = new Inode(new byte[0]);

        /** Sectors that may be present. */
        final List<Piece> pending = new ArrayList<>();

        int pendingSize;
    }

    private final Map<Inode, Image> images = new HashMap<>();
    private final Map<Path, Inode> names = new HashMap<>();
    private final List<Change> pendingNames = new ArrayList<>();

    /** Identifies the last disk that was chosen, together with the number of changes applied. */
    private long choice;

    /** An empty device. */
    Device() {}

    /** A device with the content of this disk. */
    Device(MemoryDisk disk) {
        names.putAll(disk.names);
        names.values().forEach(inode -> image(inode).certain.write(0, Arrays.copyOf(inode.bytes, inode.size)));
    }

    void apply(Change change) {
        if (change instanceof Written written) {
            Image image = image(written.inode());
            for (int at = 0; at < written.bytes().length; at += Sector.SIZE) {
                int length = Math.min(Sector.SIZE, written.bytes().length - at);
                image.pending.add(
                        new Piece(written.position() + at, Arrays.copyOfRange(written.bytes(), at, at + length)));
            }
            image.pendingSize = Math.max(image.pendingSize, written.position() + written.bytes().length);
        } else if (change instanceof Forced forced) {
            Image image = image(forced.inode());
            image.pending.forEach(piece -> image.certain.write(piece.position, piece.bytes));
            image.pending.clear();
        } else if (change instanceof Dropped dropped) {
            image(dropped.inode()).pending.clear();
            image(dropped.inode()).pendingSize = image(dropped.inode()).certain.size;
        } else if (change instanceof Synced) {
            pendingNames.forEach(pending -> rename(names, pending));
            pendingNames.clear();
        } else if (change instanceof Created || change instanceof Renamed || change instanceof Deleted) {
            pendingNames.add(change);
        }
    }

    private Image image(Inode inode) {
        return images.computeIfAbsent(inode, unknown -> new Image());
    }

    private static void rename(Map<Path, Inode> names, Change change) {
        if (change instanceof Created created) {
            names.put(created.name(), created.inode());
        } else if (change instanceof Renamed renamed) {
            Inode inode = names.remove(renamed.from());
            if (inode != null) {
                names.put(renamed.to(), inode);
            }
        } else if (change instanceof Deleted deleted) {
            names.remove(deleted.name());
        }
    }

    /** Drops everything written since the last force. */
    void losePending() {
        images.values().forEach(image -> image.pending.clear());
        pendingNames.clear();
    }

    /** A state that a power failure may leave. */
    MemoryDisk fail(Random random) {
        choice = 1;
        Map<Path, Inode> left = new HashMap<>(names);
        int renamed =
                switch (random.nextInt(3)) {
                    case 0 -> 0;
                    case 1 -> pendingNames.size();
                    default -> random.nextInt(pendingNames.size() + 1);
                };
        choose(renamed);
        pendingNames.subList(0, renamed).forEach(change -> rename(left, change));
        MemoryDisk disk = new MemoryDisk();
        left.forEach((name, inode) -> disk.names.put(name, fail(image(inode), random)));
        return disk;
    }

    private Inode fail(Image image, Random random) {
        List<Piece> pending = image.pending;
        Inode left = new Inode(Arrays.copyOf(image.certain.bytes, image.certain.size));
        if (pending.isEmpty()) {
            return left;
        }
        int mode = random.nextInt(7);
        int one = random.nextInt(pending.size());
        boolean onePageOnly = mode == 6;
        int lastPage = -1;
        boolean pageIsThere = false;
        for (int i = 0; i < pending.size(); i++) {
            Piece piece = pending.get(i);
            if (onePageOnly && piece.position / PAGE != lastPage) {
                lastPage = piece.position / PAGE;
                pageIsThere = random.nextBoolean();
            }
            boolean isThere =
                    switch (mode) {
                        case 0 -> false;
                        case 1 -> true;
                        case 2 -> i < one;
                        case 3 -> i == one;
                        case 4 -> i != one;
                        case 5 -> random.nextBoolean();
                        default -> pageIsThere;
                    };
            choose(isThere ? 1 : 2);
            if (isThere) {
                left.write(piece.position, piece.bytes);
            }
        }
        if (left.size < image.pendingSize && random.nextBoolean()) { // the length, without some of the writes
            int size = left.size + random.nextInt(image.pendingSize - left.size + 1);
            left.bytes = Arrays.copyOf(left.bytes, size);
            left.size = size;
        }
        choose(left.size);
        return left;
    }

    private void choose(int what) {
        choice = choice * 0x9E3779B97F4A7C15L + what;
    }

    long choice() {
        return choice;
    }
}
