package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.tvar.stm.STM;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.UnreadableValue;
import dev.tvar.stm.store.spi.StoredValue;
import io.etcd.jetcd.api.PutRequest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each name is one key of etcd and each visible key one name, whatever other tools write next to them. */
final class ForeignKeysTest extends StoreScene {
    private static final long LIMIT = TimeUnit.DAYS.toNanos(1);

    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(1);

    private final Layout layout = new Layout(prefix);
    private final Connection raw = new Connection(ETCD.options(), layout);

    @Override
    EtcdCluster etcd() {
        return ETCD;
    }

    @AfterEach
    void closeRaw() {
        raw.close();
    }

    private void putRaw(ByteString key, ByteString value) {
        PutRequest request = PutRequest.newBuilder().setKey(key).setValue(value).build();
        raw.repeated(LIMIT, stub -> stub.put(request));
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }

    private static int[] runsOfACommitThatReads(EtcdStore store, String key) {
        int[] runs = new int[1];
        STM.run(tx -> {
            runs[0]++;
            variable(store, key).get(tx);
            variable(store, "result").set(tx, 1L);
        });
        return runs;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "78c3", "c080", "eda080", "f8888080", "fe"})
    void aKeyThatIsNoTextHasNoName(String hex) {
        ByteString noText = ByteString.copyFrom(HexFormat.of().parseHex(hex));
        String replaced = noText.toStringUtf8();
        putRaw(layout.values.concat(noText), bytes("long:1"));
        here.refresh();
        assertEquals(Set.of(), here.names());
        assertEquals(1, runsOfACommitThatReads(here, replaced)[0]);
        try (EtcdStore late = open(prefix)) {
            assertEquals(Set.of("result"), late.names());
            assertEquals(1, runsOfACommitThatReads(late, replaced)[0]);
        }
    }

    @Test
    void namesGoBothWays() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Set<String> names = new TreeSet<>(List.of(
                "",
                "\u0000",
                "a\u0000b",
                " ",
                "\n",
                "a/b",
                "k/",
                "long:1",
                "e\u0301", // composed and decomposed: two names
                "\u00e9",
                "\ufffd",
                "\ud83d\ude00"));
        for (int i = 0; i < 50; i++) {
            names.add(random.ints(1 + random.nextInt(8), 0, Character.MAX_CODE_POINT + 1)
                    .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        List<String> each = new ArrayList<>(names);
        STM.run(tx -> {
            for (int i = 0; i < each.size(); i++) {
                variable(here, each.get(i)).set(tx, (long) i);
            }
        });
        there.refresh();
        assertEquals(names, there.names(), "seed " + seed);
        for (int i = 0; i < each.size(); i++) {
            assertEquals((long) i, variable(there, each.get(i)).now(), "seed " + seed);
        }
        try (EtcdStore late = open(prefix)) {
            assertEquals(names, late.names(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xd800, 0xdfff})
    void halfOfASurrogatePairIsNoName(int half) {
        String name = "half " + (char) half;
        put(here, "half ?", 1L); // the key to which the JDK would write
        var refused = assertThrows(IllegalArgumentException.class, () -> put(here, name, 2L));
        assertTrue(String.valueOf(refused.getMessage()).contains("surrogate"), refused.getMessage());
        assertEquals(1L, seen(there, "half ?"));
        assertThrows(IllegalArgumentException.class, () -> ETCD.options().withPrefix(name));
    }

    @Test
    void halfOfASurrogatePairIsNoValue() {
        STM.run(tx -> here.var("text", String.class).set(tx, "whole \ud83d\ude00"));
        assertThrows(
                IllegalArgumentException.class,
                () -> STM.run(tx -> {
                    here.var("text", String.class).set(tx, "half \ud83d");
                    here.var("other", String.class).set(tx, "whole");
                }));
        there.refresh();
        assertEquals("whole \ud83d\ude00", there.snapshot().get("text"));
        assertEquals(0, there.version("other"));
    }

    @Test
    void keysOutsideTheValuesAreNotShown() {
        putRaw(bytes(prefix), bytes("long:1"));
        putRaw(bytes(prefix + "k"), bytes("long:1"));
        putRaw(bytes(prefix + "k0"), bytes("long:1"));
        putRaw(bytes(prefix + "c/foreign"), bytes("long:1"));
        here.refresh();
        assertEquals(Set.of(), here.names());
    }

    @Test
    void aTransactionThatHasSeenADeletedKeyRunsAgainOnce() {
        put(here, "a", 1L);
        int[] runs = new int[1];
        Object last = STM.atomically(tx -> {
            Object seen = variable(here, "a").get(tx);
            if (runs[0]++ == 0) {
                ETCD.control("del", prefix + "k/a");
            }
            variable(here, "b").set(tx, 1L);
            return seen == null ? "nothing" : seen;
        });
        assertEquals("nothing", last);
        assertEquals(2, runs[0]);
        assertNull(seen(there, "a"));
    }

    /** Bytes of other tools: no codec, half of a codec name, another codec, contents that the codec cannot read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // empty
                "6c6f6e67", // long
                "6c6f6e673a", // long:
                "6c6f6e673a31327a", // long:12z
                "626f6f6c65616e3a6d61796265", // boolean:maybe
                "737472696e673aff", // string:, then no UTF-8
                "ff3a31", // no UTF-8, then :1
                "706572736f6e3a", // person:
                "706572736f6e3a6e756c6c", // person:null
                "706572736f6e3a7b226e616d65", // person:{"name
                "6578706f7469633a31" // another codec
            })
    void aValueThatCannotBeReadHurtsItsKeyOnly(String hex) {
        put(here, "good", 1L);
        putRaw(layout.value("bad"), ByteString.copyFrom(HexFormat.of().parseHex(hex)));
        for (EtcdStore store : List.of(here, there)) {
            store.refresh();
            assertEquals(Set.of("bad", "good"), store.names());
            assertTrue(store.version("bad") > 0);
            SortedMap<String, ?> all = store.export();
            assertEquals(1L, all.get("good"));
            UnreadableValue bad = assertInstanceOf(UnreadableValue.class, all.get("bad"));
            assertTrue(bad.reason().contains("'bad'"), bad.reason());
            assertThrows(StorageException.class, () -> store.snapshot().get("bad"));
            assertEquals(1L, store.snapshot().get("good"));
        }
        put(there, "good", 2L);
        assertEquals(2L, seen(here, "good"));
        try (EtcdStore late = open(prefix)) {
            assertEquals(2L, late.export().get("good"));
            assertThrows(StorageException.class, () -> late.var("bad", Long.class));
        }
    }

    /** A mirror that does not catch up is a fault; the transaction must end, not query the servers endlessly. */
    @Test
    void aMirrorThatDoesNotFollowEndsTheTransaction() {
        put(here, "a", 1L);
        EtcdOptions options = ETCD.options().withPrefix(prefix);
        Feed feed = new Feed(raw, layout, options);
        try (feed) {
            feed.start(changed -> {}, LIMIT);
            Lease lease = new Lease(raw, options.timeouts.markers(), LIMIT);
            Barrier barrier = new Barrier(raw, feed, lease, layout.barrier("test"), LIMIT);
            Committer committer = new Committer(
                    new Committer.Parts(raw, feed, barrier, new Lanes(layout, "test"), lease), layout, options);
            Reads seen = Reads.of(Map.of("a", 0L));
            Map<String, StoredValue> written = Map.of("b", new StoredValue(0, "long", new byte[] {'1'}));
            assertEquals("a", committer.commit(seen, written).moved());
            var stuck = assertThrows(EtcdException.class, () -> committer.commit(seen, written));
            assertTrue(String.valueOf(stuck.getMessage()).contains("'a'"), stuck.getMessage());
        }
        assertNull(seen(here, "b"));
    }
}
