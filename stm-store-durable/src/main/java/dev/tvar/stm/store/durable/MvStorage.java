package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.Storage;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.StoredValue;
import dev.tvar.stm.store.SyncPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/*
 * A group is one commit of the engine: it appends a chunk with a checksum at both ends, which counts on opening only if it
 * is whole. (MVStore is log-structured: nothing that the last commits need is changed in place.)
 *
 * Space: a chunk whose pages are all replaced is dead. The engine keeps the last five commits and uses the space of what was
 * dead before them; its further retention of 45 seconds is switched off, because a file would grow by 13 KB per group for
 * so long. With FORCE the five commits are on the device, so that nothing is overwritten which a file cut short by a power
 * failure needs. Without it the device may see the overwriting first: that is the risk named at SyncPolicy.WRITE.
 */
final class MvStorage implements Storage {
    /** Every so many groups, half-empty chunks are written anew, so that the file stays within a few times its content. */
    private static final int GROUPS_BETWEEN_COMPACTIONS = 512;

    private static final int FILL_PERCENT = 50;
    private static final int COMPACT_BYTES = 1 << 20;

    private final MVStore store;
    private final MVMap<String, byte[]> values;
    private final SyncPolicy sync;
    private int groups;

    MvStorage(MVStore store, SyncPolicy sync) {
        this.store = store;
        this.sync = sync;
        values = store.openMap(
                "values",
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    @Override
    public Map<String, StoredValue> load() {
        Map<String, StoredValue> all = new LinkedHashMap<>();
        try {
            values.forEach((key, bytes) -> all.put(key, unpack(bytes)));
        } catch (RuntimeException e) {
            throw new StorageException("the values on disk cannot be read: " + e.getMessage(), e);
        }
        return all;
    }

    @Override
    public void write(Map<String, StoredValue> group) {
        try {
            group.forEach((key, value) -> values.put(key, pack(value)));
            store.commit();
            if (++groups % GROUPS_BETWEEN_COMPACTIONS == 0) {
                store.compact(FILL_PERCENT, COMPACT_BYTES);
            }
            if (sync == SyncPolicy.FORCE) {
                store.sync();
            }
        } catch (RuntimeException e) {
            throw new StorageException("a group of commits could not be written: " + e.getMessage(), e);
        }
    }

    /**
     * Every group that was acknowledged is in the file already, so there is nothing to write: neither half a group after a
     * failure, nor the engine's own closing compaction, after which a file was found empty (docs/decisions/0013).
     */
    @Override
    public void close() {
        store.closeImmediately();
    }

    // ---- version (8 bytes), length of the codec's name (4), name, value

    static byte[] pack(StoredValue value) {
        byte[] codec = value.codec().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + codec.length + value.bytes().length)
                .putLong(value.version())
                .putInt(codec.length)
                .put(codec)
                .put(value.bytes())
                .array();
    }

    static StoredValue unpack(byte[] packed) {
        ByteBuffer buffer = ByteBuffer.wrap(packed);
        long version = buffer.getLong();
        byte[] codec = new byte[buffer.getInt()];
        buffer.get(codec);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return new StoredValue(version, new String(codec, StandardCharsets.UTF_8), bytes);
    }
}
