package dev.tvar.stm.internal.cell;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/*
 * Goal. Give each commit a version, and each reader a bound up to which all versions belong to one instant, without a
 * shared write per commit. (The version clock is that of TL2: Dice, Shalev and Shavit, "Transactional Locking II", DISC
 * 2006; commits that only read it are its variant GV5.)
 *
 * Mechanism. A commit reads the clock after it holds all its locks, and takes max(clock, versions overwritten) + 1. It
 * does not advance the clock, so versions run ahead of it, but never by more than RUN_AHEAD: a commit that would exceed
 * this advances the clock first. A reader that meets a version beyond its bound and has read few variables so far
 * re-reads their stamps and continues if all are unchanged. Otherwise it advances the clock past every version
 * published so far (a leap), takes the new time as its bound, and then validates its read set.
 *
 * Why it is right. Write tc(W) for the moment when W reads the clock, all locks held. (1) If R has bound r, and reads X
 * unlocked after the clock showed r, then a W that locks X later reads the clock later still, so its version exceeds r:
 * R cannot mistake any other value of W for a value of its own instant. (2) If transaction U must precede V (V read or
 * overwrote a write of U, V overwrote a read of U, or U ended before V began), then tc(U) < tc(V): U's last read of the
 * cell's stamp comes after tc(U), V's lock before tc(V). So the order of tc is a serial order, and a reader fits into
 * it: W before R before W2 gives, by (1), tc(W) < lock of W2 < tc(W2). (3) A leap divides the commits: those with tc
 * before it have versions up to the new time, those after it have greater ones. A snapshot takes a leap as its instant.
 * (4) If a reader found all earlier reads unchanged after it had read X, then they and X belong to one instant, the
 * moment of that read, whatever their versions. A later read of Y at a version up to the bound belongs to that moment,
 * too: by (1), the writer of Y locked it before the clock showed the bound.
 *
 * Cost. One volatile read per attempt and one per commit. A reader that meets a fresh version re-reads the few stamps
 * that it has seen, or pays one atomic add, from which all later readers profit.
 */
public final class Clock {
    /** The maximum by which a published version may exceed the clock. */
    static final int RUN_AHEAD = 63;

    private static final VarHandle TIME;

    static {
        try {
            TIME = MethodHandles.lookup().findVarHandle(Shared.class, "time", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Clock() {}

    public static long now() {
        return Seam.goes(Step.READ_CLOCK, null) ? peek() : peek() - RUN_AHEAD - 1;
    }

    /** Advances past every version published before this call, and returns the new time. */
    public static long leap() {
        if (!Seam.goes(Step.LEAP, null)) {
            return peek();
        }
        return (long) TIME.getAndAdd(Shared.LINE, RUN_AHEAD + 1L) + RUN_AHEAD + 1;
    }

    /** The time, for the seam: not a step. */
    public static long peek() {
        return Shared.LINE.time;
    }

    /**
     * The version for a commit that read the clock when it held all its locks, and overwrites versions up to {@code
     * overwritten}.
     */
    public static long commitVersion(long clockWhenLocked, long overwritten) {
        long version = Math.max(clockWhenLocked, overwritten) + 1;
        if (version > clockWhenLocked + RUN_AHEAD) {
            advanceTo(version);
        }
        return version;
    }

    /** Advances to {@code time} unless the clock already shows at least that. */
    public static void advanceTo(long time) {
        if (Seam.goes(Step.ADVANCE_CLOCK, null)) {
            long present = peek();
            while (present < time && !TIME.compareAndSet(Shared.LINE, present, time)) {
                present = peek();
            }
        }
    }
}
