package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.testing.support.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seam")
class RecordingTest {
    private static final int LIMIT = 2_000_000;

    private final String here = Thread.currentThread().getName();

    @Test
    void everythingIsInTheHistory() {
        TLong a = TLong.named("a", 100);
        TVar<String> note = TVar.named("note", "x");
        Recording recording = Recording.start(LIMIT);
        STM.run(tx -> {
            if (a.isAtLeast(tx, 50)) {
                a.add(tx, -50);
            }
            note.get(tx);
        });
        assertThrows(
                IllegalArgumentException.class,
                () -> STM.run(tx -> {
                    a.get(tx);
                    a.set(tx, 1);
                    throw new IllegalArgumentException();
                }));
        STM.snapshot(tx -> a.get(tx));
        History history = recording.stop();
        List<Attempt> attempts = history.attempts();
        assertEquals(
                List.of("T1", "T2", "S3"), attempts.stream().map(Attempt::name).toList());
        assertTrue(attempts.stream().allMatch(attempt -> attempt.thread().equals(here)));
        long version = attempts.get(0).accesses().get(2).version();
        assertEquals(
                List.of(
                        new Access.Answer("a", 0, 50, true),
                        new Access.Read("note", 0, Value.ofObject("x")),
                        new Access.Write("a", version, Value.of(50))),
                attempts.get(0).accesses());
        assertEquals(Attempt.Outcome.ABORTED, attempts.get(1).outcome());
        assertEquals(
                List.of(new Access.Read("a", version, Value.of(50))),
                attempts.get(1).accesses());
        assertEquals(attempts.get(1).accesses(), attempts.get(2).accesses());
        assertFalse(HistoryChecker.check(history).violation().isPresent());
    }

    @Test
    void aValueThatWasKeptForASnapshotHasItsVersion() throws InterruptedException {
        TLong a = TLong.named("a", 1);
        TLong b = TLong.named("b", 1);
        Recording recording = Recording.start(LIMIT);
        STM.run(tx -> b.set(tx, 2));
        STM.snapshot(tx -> {
            long before = a.get(tx);
            join(List.of(start(() -> STM.run(other -> {
                a.set(other, 5);
                b.set(other, 5);
            }))));
            return before + b.get(tx);
        });
        History history = recording.stop();
        Attempt snapshot = history.attempts().get(1);
        Attempt first = history.attempts().get(0);
        assertEquals(
                new Access.Read("b", first.accesses().get(0).version(), Value.of(2)),
                snapshot.accesses().get(1));
        assertEquals(
                "",
                HistoryChecker.check(history).violation().map(Object::toString).orElse(""));
    }

    @Test
    void variablesWithoutNamesOrWithEqualNamesAreDistinguished() {
        Recording recording = Recording.start(LIMIT);
        STM.run(tx -> Stream.of(TLong.of(0), TLong.of(0), TLong.named("a", 0), TLong.named("a", 0))
                .forEach(each -> each.get(tx)));
        List<String> names = recording.stop().attempts().get(0).accesses().stream()
                .map(Access::variable)
                .toList();
        assertEquals(4, names.stream().distinct().count(), names.toString());
        assertTrue(names.contains("a"), names.toString());
    }

    @Test
    void twoRecordingsAtOnceAreRefused() {
        Recording recording = Recording.start(LIMIT);
        try {
            assertThrows(IllegalStateException.class, () -> Recording.start(LIMIT));
        } finally {
            recording.stop();
        }
        Recording.start(LIMIT).stop();
    }

    @Test
    void aBusyBankIsOpaque() throws InterruptedException {
        List<TLong> accounts = Stream.generate(() -> TLong.of(20)).limit(6).toList();
        Recording recording = Recording.start(LIMIT);
        List<Thread> tellers = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            tellers.add(start(() -> {
                for (int i = 0; i < 5_000; i++) {
                    act(accounts, random);
                }
            }));
        }
        join(tellers);
        HistoryChecker.Verdict verdict = HistoryChecker.check(recording.stop());
        assertEquals("", verdict.violation().map(Object::toString).orElse(""));
        assertFalse(verdict.undecided());
        assertTrue(verdict.operations() > 60_000);
    }

    private static void act(List<TLong> accounts, SplittableRandom random) {
        TLong from = accounts.get(random.nextInt(accounts.size()));
        TLong to = accounts.get(random.nextInt(accounts.size()));
        long amount = random.nextInt(1, 30);
        switch (random.nextInt(4)) {
            case 0 -> STM.snapshot(tx -> from.get(tx) + to.get(tx));
            case 1 -> STM.run(tx -> to.set(tx, to.get(tx) + from.get(tx) % 2));
            default ->
                STM.run(tx -> {
                    if (from.isAtLeast(tx, amount)) {
                        from.add(tx, -amount);
                        Thread.yield();
                        to.add(tx, amount);
                    }
                });
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "teller");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(Limits.MILLIS);
            assertFalse(thread.isAlive(), "stuck");
        }
    }
}
