package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.ConcurrentUpdateException;
import dev.tvar.stm.store.Pulled;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.VersionMove;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checkout and commit: the story of three commits, and the state of a handle after a success and after a failure. */
class CheckoutTest {
    private final TStore store = TStore.create();

    @Test
    void theThirdOfThreeCommitsFailsAndNamesTheKeysWithBothVersions() {
        commit("alice", 100L, "bob", 50L);
        Checkout late = store.checkout("alice", "bob", "carol");
        Checkout early = store.checkout("alice", "bob");
        early.set("alice", 70L);
        early.set("bob", 80L);
        early.commit();

        late.set("carol", 1L);
        late.set("alice", 0L);
        ConcurrentUpdateException conflict = assertThrows(ConcurrentUpdateException.class, late::commit);

        assertEquals(Map.of("alice", new VersionMove(1, 2), "bob", new VersionMove(1, 2)), conflict.moved());
        assertEquals(
                "others have committed to alice (checked out at version 1, now 2), bob (checked out at version 1, now 2)",
                conflict.getMessage());
        assertEquals(Map.of("alice", 70L, "bob", 80L), store.export());
        assertEquals(0, store.version("carol"));
        assertEquals(2, store.version("alice"));
    }

    @Test
    void aKeyThatWasOnlyReadIsValidatedToo() {
        commit("limit", 10L, "used", 0L);
        Checkout mine = store.checkout("limit", "used");
        Checkout others = store.checkout("limit");
        others.set("limit", 5L);
        others.commit();

        mine.set("used", 10L);
        ConcurrentUpdateException conflict = assertThrows(ConcurrentUpdateException.class, mine::commit);
        assertEquals(Set.of("limit"), conflict.moved().keySet());
        assertEquals(0L, store.export().get("used"));
    }

    @Test
    void checkoutsThatOnlyReadDoNotConflict() {
        commit("alice", 100L);
        Checkout one = store.checkout("alice", "unknown");
        Checkout other = store.checkout("unknown", "alice");
        one.commit();
        other.commit();
        one.commit();
        assertEquals(1, store.version("alice"));
        assertEquals(0, store.version("unknown"));
    }

    @Test
    void onlySetKeysAreWrittenAndCounted() {
        commit("alice", 100L, "bob", 50L);
        Checkout checkout = store.checkout("alice", "bob");
        checkout.set("bob", 51L);
        checkout.commit();
        assertEquals(1, store.version("alice"));
        assertEquals(2, store.version("bob"));
    }

    @Test
    void settingTheSameValueIsACommit() {
        commit("alice", 100L);
        commit("alice", 100L);
        assertEquals(2, store.version("alice"));
    }

    @Test
    void aHandleCarriesTheNewVersionsAfterASuccessAndCanBeCommittedAgain() {
        Checkout handle = store.checkout("alice", "bob");
        for (long round = 1; round <= 5; round++) {
            handle.set("alice", round);
            handle.commit();
            assertEquals(round, handle.version("alice"));
            assertEquals(round, store.version("alice"));
            assertEquals(round, handle.get("alice"));
        }
        assertEquals(0, handle.version("bob"));
        handle.commit(); // nothing is set any more
        assertEquals(5, store.version("alice"));
    }

    @Test
    void aHandleStaysStaleAfterAFailureUntilItPulls() {
        commit("alice", 1L);
        Checkout handle = store.checkout("alice");
        commit("alice", 2L);
        handle.set("alice", 10L);
        assertThrows(ConcurrentUpdateException.class, handle::commit);
        assertThrows(ConcurrentUpdateException.class, handle::commit);
        assertEquals(1, handle.version("alice"));

        handle.pullUpdates();
        handle.commit();
        assertEquals(3, handle.version("alice"));
        assertEquals(10L, store.export().get("alice"));
    }

    @Test
    void aPullKeepsLocalEditsAndSaysSo() {
        commit("edited", 1L, "read", 1L, "quiet", 1L);
        Checkout handle = store.checkout("edited", "read", "quiet");
        handle.set("edited", 10L);
        handle.set("quiet", 11L);
        commit("edited", 2L, "read", 2L);

        Pulled pulled = handle.pullUpdates();

        assertEquals(Map.of("edited", new VersionMove(1, 2), "read", new VersionMove(1, 2)), pulled.moved());
        assertEquals(Set.of("edited"), pulled.kept());
        assertEquals(List.of(10L, 2L, 11L), values(handle, "edited", "read", "quiet"));
        handle.commit();
        assertEquals(Map.of("edited", 10L, "read", 2L, "quiet", 11L), store.export());
        assertEquals(3, store.version("edited"));
        assertEquals(2, store.version("read"));
    }

    @Test
    void aPullWithoutMovesFindsNothing() {
        commit("alice", 1L);
        Checkout handle = store.checkout("alice", "unknown");
        handle.set("alice", 2L);
        Pulled pulled = handle.pullUpdates();
        assertTrue(pulled.moved().isEmpty() && pulled.kept().isEmpty());
        assertEquals(2L, handle.get("alice"));
    }

    @Test
    void unknownKeysAreAtVersionZeroAndNull() {
        Checkout handle = store.checkout("unknown");
        assertNull(handle.get("unknown"));
        assertEquals(0, handle.version("unknown"));
        assertEquals(0, store.version("never asked for"));
        assertTrue(store.names().isEmpty());
        assertTrue(store.export().isEmpty());
    }

    @Test
    void aKeyCommittedWithNullIsKnown() {
        Checkout handle = store.checkout("nothing");
        handle.set("nothing", null);
        handle.commit();
        assertEquals(1, store.version("nothing"));
        assertEquals(Set.of("nothing"), store.names());
        assertNull(store.snapshot().get("nothing"));
    }

    @Test
    void twoCreatorsOfOneKeyConflict() {
        Checkout one = store.checkout("new");
        Checkout other = store.checkout("new");
        one.set("new", "one");
        other.set("new", "other");
        one.commit();
        assertThrows(ConcurrentUpdateException.class, other::commit);
        assertEquals("one", store.export().get("new"));
    }

    @Test
    void namesAreThoseCommittedInOrder() {
        store.checkout("asked", "for", "only");
        commit("b", 1L, "a", 1L);
        assertEquals(List.of("a", "b"), List.copyOf(store.names()));
    }

    @Test
    void keysThatWereNotCheckedOutAreRefused() {
        Checkout handle = store.checkout("alice");
        assertThrows(IllegalArgumentException.class, () -> handle.get("bob"));
        assertThrows(IllegalArgumentException.class, () -> handle.set("bob", 1L));
        assertThrows(IllegalArgumentException.class, () -> handle.version("bob"));
    }

    @Test
    void aCommitInsideATransactionIsPartOfIt() {
        commit("alice", 1L);
        Checkout handle = store.checkout("alice");
        handle.set("alice", 2L);
        assertThrows(
                UnsupportedOperationException.class,
                () -> STM.run(tx -> {
                    handle.commit();
                    throw new UnsupportedOperationException("undo");
                }));
        assertEquals(1, store.version("alice"));
        assertEquals(1, handle.version("alice"));

        STM.run(tx -> handle.commit());
        assertEquals(2, handle.version("alice"));
        assertEquals(2L, store.export().get("alice"));
    }

    private void commit(Object... keysAndValues) {
        Stores.commit(store, keysAndValues);
    }

    private static List<Object> values(Checkout handle, String... keys) {
        return List.of(keys).stream().map(handle::get).toList();
    }
}
