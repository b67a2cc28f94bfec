package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.ValueCodec;
import dev.tvar.stm.store.spi.SharedCommit;
import dev.tvar.stm.store.spi.SharedStorage;
import dev.tvar.stm.store.spi.StoredValue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The storage that processes share: a map in place of a server. Thread-safe. */
final class SharedMap {
    private static final long LIMIT_MILLIS = 30_000;

    private static final ValueCodec<String> TEXTS = ValueCodec.of(
            "text",
            String.class,
            text -> text.getBytes(StandardCharsets.UTF_8),
            bytes -> new String(bytes, StandardCharsets.UTF_8));
    private static final ValueCodec<Long> NUMBERS = ValueCodec.of(
            "long",
            Long.class,
            n -> n.toString().getBytes(StandardCharsets.UTF_8),
            b -> Long.valueOf(new String(b, StandardCharsets.UTF_8)));

    // ---- guarded by this
    private final Map<String, StoredValue> values = new HashMap<>();
    private final Set<String> removed = new HashSet<>();
    private long revision;
    private int commits;

    synchronized void write(Map<String, StoredValue> written) {
        revision++;
        written.forEach((key, value) -> values.put(key, value(value.codec(), value.bytes())));
        removed.removeAll(written.keySet());
    }

    private StoredValue value(String codec, byte[] bytes) {
        return new StoredValue(revision, codec, bytes);
    }

    void write(String key, long value) {
        write(Map.of(key, new StoredValue(0, "long", Long.toString(value).getBytes(StandardCharsets.UTF_8))));
    }

    synchronized void remove(String key) {
        revision++;
        values.remove(key);
        removed.add(key);
    }

    synchronized void moveTo(long newRevision) {
        revision = newRevision;
    }

    synchronized Set<String> keys() {
        return Set.copyOf(values.keySet());
    }

    /** Count of the commits that processes have requested. */
    synchronized int commits() {
        return commits;
    }

    private synchronized Map<String, StoredValue> all() {
        Map<String, StoredValue> all = new HashMap<>(values);
        removed.forEach(key -> all.put(key, new StoredValue(0, "", new byte[0])));
        return all;
    }

    private synchronized SharedCommit commit(
            Map<String, Long> seen, @Nullable Set<String> names, Map<String, StoredValue> written) {
        commits++;
        for (Map.Entry<String, Long> expected : seen.entrySet()) {
            StoredValue there = values.get(expected.getKey());
            if (expected.getValue() != (there == null ? 0 : there.version())) {
                return SharedCommit.lostOver(expected.getKey());
            }
        }
        if (names != null && !names.equals(values.keySet())) {
            return SharedCommit.lostOverNames();
        }
        write(written);
        return SharedCommit.committed(revision);
    }

    /** One process; its mirror is updated on request, and by its own commits. */
    static final class Process extends TStore {
        private final Mirror mirror;

        Process(Mirror mirror) {
            super(mirror, List.of(NUMBERS, TEXTS), List.of());
            this.mirror = mirror;
        }

        static Process of(SharedMap shared) {
            Mirror mirror = new Mirror(shared);
            Process process = new Process(mirror);
            mirror.process = process;
            process.catchUp();
            return process;
        }

        /** As in real life, another thread does it. */
        void catchUp() {
            Thread feeder = new Thread(this::showAll);
            feeder.setDaemon(true);
            feeder.start();
            join(feeder);
        }

        /** One thread at a time. */
        void showAll() {
            synchronized (mirror) {
                show(mirror.shared.all());
            }
        }
    }

    /** The storage of one process. */
    static class Mirror implements SharedStorage {
        final SharedMap shared;

        @Nullable
        Process process;

        Mirror(SharedMap shared) {
            this.shared = shared;
        }

        @Override
        public SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written) {
            return shown(shared.commit(seen, null, written));
        }

        @Override
        public SharedCommit commit(Map<String, Long> seen, Set<String> names, Map<String, StoredValue> written) {
            return shown(shared.commit(seen, names, written));
        }

        private SharedCommit shown(SharedCommit outcome) {
            if (process != null) {
                process.catchUp();
            }
            return outcome;
        }
    }

    static void join(Thread thread) {
        try {
            thread.join(LIMIT_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertFalse(thread.isAlive(), "a transaction waits for the one being decided");
    }
}
