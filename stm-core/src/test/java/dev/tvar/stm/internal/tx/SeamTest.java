package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Clock;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.Inspection;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.diagnostics.LiveTicket;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Step.Place;
import dev.tvar.stm.internal.snapshot.Snapshots;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A seam that decides nothing changes nothing; the state of the engine that tests can query through it. */
@Tag("seam")
class SeamTest {
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final TLong cell = TLong.named("cell", 0);

    /** Leaves everything as it is. */
    private static final class Idle extends Seam {
        @Override
        protected boolean proceed(Step step, @Nullable Object about) {
            return true;
        }
    }

    @AfterEach
    void takeItOut() {
        Seam.install(null);
        Leftovers.clear();
    }

    @Test
    void withoutOneEveryStepIsTaken() {
        assertTrue(Seam.ON);
        assertTrue(Seam.goes(Step.LOCK, null));
        assertFalse(Seam.isScheduled());
    }

    @Test
    void anIdleSeamChangesNothing() {
        for (Seam each : new @Nullable Seam[] {null, new Idle()}) {
            Seam.install(each);
            assertTrue(Seam.goes(Step.LOCK, null));
            assertFalse(Seam.isScheduled());
            long before = System.nanoTime();
            long time = Seam.time();
            assertTrue(time - before >= 0 && System.nanoTime() - time >= 0);
            assertEquals((int) Thread.currentThread().getId(), Seam.threadNumber());
            assertTrue(IntStream.generate(Seam::random).limit(100).distinct().count() > 1);
        }
    }

    @Test
    void aWakeUpEndsTheNextParkAtOnce() {
        for (Seam each : new @Nullable Seam[] {null, new Idle()}) {
            Seam.install(each);
            Seam.wakeUp(Thread.currentThread());
            Seam.parkUntil(this, Deadline.NEVER);
            Seam.wakeUp(Thread.currentThread());
            Seam.parkUntil(this, System.nanoTime() + LONG);
            Seam.parkUntil(this, System.nanoTime() - 1);
        }
    }

    @Test
    void aParkConsumesTheWakeUp() {
        for (Seam each : new @Nullable Seam[] {null, new Idle()}) {
            Seam.install(each);
            for (long deadline : new long[] {Deadline.NEVER, System.nanoTime() + LONG}) {
                LockSupport.unpark(Thread.currentThread());
                Seam.parkUntil(this, deadline);
                long before = System.nanoTime();
                Seam.parkUntil(this, before + 2_000_000);
                assertNull(LockSupport.getBlocker(Thread.currentThread()));
            }
        }
    }

    @Test
    void aVariableCanBeLookedUp() {
        assertEquals("cell", Inspection.nameOf(cell));
        assertNull(Inspection.nameOf(TLong.of(0)));
        Cells.setVersion(cell, 7);
        assertEquals(7, Inspection.versionOf(cell));
        assertFalse(Inspection.isLocked(cell));
        Cells.lock(cell);
        assertTrue(Inspection.isLocked(cell));
        assertEquals(7, Inspection.versionOf(cell));
        assertFalse(Inspection.hasWaiters(cell));
        Cells.enter(cell);
        assertTrue(Inspection.hasWaiters(cell));
        assertEquals(Clock.peek(), Inspection.clock());
        assertTrue(Inspection.clock() >= 0);
        Clock.leap();
        assertEquals(Clock.peek(), Inspection.clock());
    }

    @Test
    void whateverIsLeftOpenIsReported() throws InterruptedException {
        assertEquals("", Leftovers.describe());
        TestSnapshots.open();
        assertEquals("1 open snapshot", Leftovers.describe());
        TestSnapshots.open();
        assertEquals("2 open snapshots", Leftovers.describe());
        assertTrue(Ticket.take(new Transaction(null, false), Deadline.NEVER));
        assertEquals("2 open snapshots, the ticket", Leftovers.describe());
        Snapshots.reset();
        assertEquals("the ticket", Leftovers.describe());
        Ticket.giveBack();
        assertEquals("", Leftovers.describe());
    }

    @Test
    void allThatIsOpenIsForgotten() throws InterruptedException {
        TestSnapshots.open();
        assertTrue(Ticket.take(new Transaction(null, false), Deadline.NEVER));
        LiveTicket.taken("test");
        Leftovers.clear();
        assertEquals("", Leftovers.describe());
        assertNull(LiveTicket.holder());
        Ticket.giveBack();
    }

    @Test
    void aStepSaysWhereItIsAndWhetherItChangesAnything() {
        assertEquals(Place.STAMP, Step.LOCK.place());
        assertTrue(Step.LOCK.changes());
        assertEquals(Place.CLOCK, Step.READ_CLOCK.place());
        assertFalse(Step.READ_CLOCK.changes());
    }

    @Test
    void aParkedThreadShowsWhatItWaitsFor() throws InterruptedException {
        for (Seam each : new @Nullable Seam[] {null, new Idle()}) {
            for (long limit : new long[] {Deadline.NEVER, LONG}) {
                Seam.install(each);
                AtomicBoolean seen = new AtomicBoolean();
                Thread parked = new Thread(() -> parkUntil(seen, limit));
                parked.start();
                while (parked.isAlive() && LockSupport.getBlocker(parked) != this) {
                    Thread.onSpinWait();
                }
                assertTrue(parked.isAlive());
                seen.set(true);
                LockSupport.unpark(parked);
                parked.join();
            }
        }
    }

    /** Parks until it was seen; a park may return early, but not each time. */
    private void parkUntil(AtomicBoolean seen, long limit) {
        for (int parks = 0; !seen.get() && parks < 1_000_000; parks++) {
            Seam.parkUntil(this, limit == Deadline.NEVER ? limit : System.nanoTime() + limit);
        }
    }
}
