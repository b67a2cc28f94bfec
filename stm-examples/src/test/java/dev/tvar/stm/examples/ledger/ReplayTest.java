package dev.tvar.stm.examples.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayTest {
    private static Ledger ledger(long opening, Ledger.Entry... entries) {
        return new Ledger(List.of("ann", "bob", "cid"), new long[] {opening, opening, opening}, List.of(entries));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void withEnoughFundsTheBalancesAreTheSameInWhateverOrder(Engine engine) {
        Ledger.Entry[] entries = new Ledger.Entry[300];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new Ledger.Entry(i + 1, i % 3, i % 2, 1 + i % 7);
        }
        Ledger ledger = ledger(10_000, entries);
        Replay inOrder = Replay.of(ledger, Engine.GLOBAL_LOCK, 1, () -> false);
        Replay concurrent = Replay.of(ledger, engine, 4, () -> false);
        assertArrayEquals(inOrder.balances(), concurrent.balances());
        assertEquals(List.of(), concurrent.rejected());
        assertEquals(30_000, concurrent.total());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void oneThreadKeepsTheOrderOfTheFileAndRejectsWhatLacksFunds(Engine engine) {
        Ledger.Entry tooMuch = new Ledger.Entry(1, 0, 1, 150);
        Ledger.Entry fills = new Ledger.Entry(2, 2, 0, 100);
        Ledger.Entry nowFine = new Ledger.Entry(3, 0, 1, 150);
        Replay replay = Replay.of(ledger(100, tooMuch, fills, nowFine), engine, 1, () -> false);
        assertEquals(List.of(tooMuch), replay.rejected());
        assertArrayEquals(new long[] {50, 250, 0}, replay.balances());
    }

    @Test
    void aStoppedReplayReportsTheCountTried() {
        Ledger.Entry[] entries = new Ledger.Entry[100];
        Arrays.setAll(entries, i -> new Ledger.Entry(i + 1, 0, 1, 1));
        AtomicInteger asked = new AtomicInteger();
        Replay replay = Replay.of(ledger(1_000, entries), Engine.GLOBAL_LOCK, 1, () -> asked.incrementAndGet() > 10);
        assertEquals(10, replay.tried());
        assertArrayEquals(new long[] {990, 1_010, 1_000}, replay.balances());
    }

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void moneyIsConservedAndRejectedTransfersMoveNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Ledger.Entry> entries = new ArrayList<>();
        for (int i = 1; i <= 2_000; i++) {
            entries.add(new Ledger.Entry(i, random.nextInt(3), random.nextInt(3), 1 + random.nextInt(150)));
        }
        Ledger ledger = ledger(100, entries.toArray(Ledger.Entry[]::new));
        Replay replay = Replay.of(ledger, Engine.STM, 4, () -> false);
        assertEquals(300, replay.total());
        long[] expected = ledger.opening().clone();
        entries.stream().filter(entry -> !replay.rejected().contains(entry)).forEach(entry -> {
            expected[entry.from()] -= entry.amount();
            expected[entry.to()] += entry.amount();
        });
        assertArrayEquals(expected, replay.balances());
        assertTrue(Arrays.stream(replay.balances()).allMatch(balance -> balance >= 0));
    }
}
