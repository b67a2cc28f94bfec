package dev.tvar.stm.benchmarks.scaling;

/**
 * Locks: one for each account, taken in order, or one for all. A lock is taken and given back by writes to its word; the
 * balances are written in between. An account with a lock of its own takes 72 bytes: itself 24, the lock 16, and the
 * lock's inner object with the word 32.
 */
final class LockProtocol extends Protocol {
    private static final int BYTES = 72;
    private static final int BALANCE = 16;
    private static final int WORD = 24 + 16 + 16;
    private static final int BYTES_WITHOUT_LOCK = 8;

    private static final int LOCK_FIRST = 0;
    private static final int LOCK_SECOND = 1;
    private static final int MOVE = 2;
    private static final int UNLOCK = 3;
    private static final int STEPS_WITH_WORK = 4;

    private final boolean global;
    private boolean drawn;

    LockProtocol(boolean global, Memory memory, int core, double localNanos) {
        super(memory, core, localNanos, STEPS_WITH_WORK);
        this.global = global;
    }

    @Override
    double step(int which, double now) {
        return switch (which) {
            case LOCK_FIRST -> {
                if (!drawn) {
                    draw();
                    drawn = true;
                }
                yield lockFirst(now);
            }
            case LOCK_SECOND -> global ? go(MOVE, now) : lock(Math.max(from, to), MOVE, now);
            case MOVE -> move(now);
            case UNLOCK -> unlock(now);
            default -> throw new IllegalStateException("no step " + which);
        };
    }

    private double lockFirst(double now) {
        if (!global) {
            return lock(Math.min(from, to), LOCK_SECOND, now);
        }
        if (memory.globalLock != Memory.NOBODY) {
            return spin(read(memory.lockLine(), now));
        }
        memory.globalLock = core;
        return go(LOCK_SECOND, write(memory.lockLine(), now));
    }

    private double lock(int account, int next, double now) {
        int word = memory.line(account, BYTES, WORD);
        if (memory.lockedBy[account] != Memory.NOBODY) {
            return spin(read(word, now));
        }
        memory.lockedBy[account] = core;
        return go(next, write(word, now));
    }

    private double move(double now) {
        int size = global ? BYTES_WITHOUT_LOCK : BYTES;
        int offset = global ? 0 : BALANCE;
        double first = write(memory.line(from, size, offset), now);
        return go(UNLOCK, write(memory.line(to, size, offset), first));
    }

    private double unlock(double now) {
        drawn = false;
        if (global) {
            memory.globalLock = Memory.NOBODY;
            return finish(LOCK_FIRST, write(memory.lockLine(), now));
        }
        memory.lockedBy[from] = Memory.NOBODY;
        memory.lockedBy[to] = Memory.NOBODY;
        double first = write(memory.line(from, BYTES, WORD), now);
        return finish(LOCK_FIRST, write(memory.line(to, BYTES, WORD), first));
    }
}
