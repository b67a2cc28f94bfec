package dev.tvar.stm.store;

import dev.tvar.stm.store.spi.StorageProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link TStore#open(java.nio.file.Path, StoreOptions)}: sync policy, codecs and engine. Immutable and
 * thread-safe. Start with {@link #defaults()}.
 */
public final class StoreOptions {
    private static final StoreOptions DEFAULTS = new StoreOptions(SyncPolicy.FORCE, List.of(), null);

    private final SyncPolicy sync;
    private final List<ValueCodec<?>> codecs;
    private final @Nullable StorageProvider storage;

    private StoreOptions(SyncPolicy sync, List<ValueCodec<?>> codecs, @Nullable StorageProvider storage) {
        this.sync = Objects.requireNonNull(sync, "sync");
        this.codecs = List.copyOf(codecs);
        this.storage = storage;
    }

    /**
     * {@link SyncPolicy#FORCE}, the built-in codecs, and the engine that is on the path.
     *
     * @return the default options
     */
    public static StoreOptions defaults() {
        return DEFAULTS;
    }

    /**
     * These options with another sync policy.
     *
     * @param newSync the durability of a commit when it returns to its caller
     * @return the new options
     */
    public StoreOptions withSync(SyncPolicy newSync) {
        return new StoreOptions(newSync, codecs, storage);
    }

    /**
     * These options with one more codec, in addition to those for Boolean, Integer, Long, Double, String and {@code byte[]}.
     *
     * @param codec the codec; its name and its type must be new
     * @return the new options
     */
    public StoreOptions withCodec(ValueCodec<?> codec) {
        List<ValueCodec<?>> more = new ArrayList<>(codecs);
        more.add(Objects.requireNonNull(codec, "codec"));
        return new StoreOptions(sync, more, storage);
    }

    /**
     * These options with a given engine.
     *
     * @param newStorage opens the file, in place of the engine on the class path
     * @return the new options
     */
    public StoreOptions withStorage(StorageProvider newStorage) {
        return new StoreOptions(sync, codecs, Objects.requireNonNull(newStorage, "storage"));
    }

    /**
     * Returns the durability of a commit when it returns to its caller.
     *
     * @return the policy
     */
    public SyncPolicy sync() {
        return sync;
    }

    List<ValueCodec<?>> codecs() {
        return codecs;
    }

    Optional<StorageProvider> storage() {
        return Optional.ofNullable(storage);
    }
}
