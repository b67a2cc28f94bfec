package dev.tvar.stm.benchmarks.scaling;

/**
 * This library's transfer with get and set, and two variants of its clock. Lines, counted from the code: begin reads the
 * clock; each get reads the account's line (stamp and value side by side, two accounts to a line); commit locks both with
 * a CAS on the stamps that were seen, reads the clock (or adds to it), the ticket and the list of snapshots (which nobody
 * writes: no transfer), stores and unlocks. A version that exceeds the clock by more than {@link Memory#RUN_AHEAD}
 * advances it.
 */
final class OptimisticProtocol extends Protocol {
    /** Header 12, extras 4, stamp 8, value 8. */
    private static final int BYTES = 32;

    private static final int BEGIN = 0;
    private static final int READ_FROM = 1;
    private static final int READ_TO = 2;
    private static final int LOCK_FROM = 3;
    private static final int LOCK_TO = 4;
    private static final int VALIDATE = 5;
    private static final int STORE = 6;
    private static final int BEGIN_AGAIN = 7;
    private static final int STEPS_WITH_WORK = 7;

    private final Variant variant;
    private long bound;
    private long seenFrom;
    private long seenTo;

    OptimisticProtocol(Variant variant, Memory memory, int core, double localNanos) {
        super(memory, core, localNanos, STEPS_WITH_WORK);
        this.variant = variant;
    }

    @Override
    double step(int which, double now) {
        return switch (which) {
            case BEGIN -> {
                draw();
                yield begin(now);
            }
            case BEGIN_AGAIN -> begin(now);
            case READ_FROM -> read(from, READ_FROM, READ_TO, now);
            case READ_TO -> read(to, READ_TO, LOCK_FROM, now);
            case LOCK_FROM -> lock(from, LOCK_TO, now);
            case LOCK_TO -> lock(to, VALIDATE, now);
            case VALIDATE -> validate(now);
            case STORE -> store(now);
            default -> throw new IllegalStateException("no step " + which);
        };
    }

    private int line(int account) {
        return memory.line(account, BYTES, 0);
    }

    private double begin(double now) {
        bound = memory.clock;
        return go(READ_FROM, read(memory.clockLine(), now));
    }

    private double read(int account, int self, int next, double now) {
        double reached = read(line(account), now);
        if (memory.lockedBy[account] != Memory.NOBODY) {
            return spin(reached);
        }
        long version = memory.version[account];
        if (version > bound) {
            reached = extend(version, reached);
            if (self == READ_TO && memory.version[from] != seenFrom) {
                return again(BEGIN_AGAIN, read(line(from), reached));
            }
        }
        if (self == READ_FROM) {
            seenFrom = version;
        } else {
            seenTo = version;
        }
        return go(next, reached);
    }

    /** What a version beyond the bound costs, apart from a look at what was read before. */
    private double extend(long version, double now) {
        if (variant == Variant.OURS) {
            return now;
        }
        double reached = read(memory.clockLine(), now);
        if (memory.clock < version) {
            memory.leap();
            reached = write(memory.clockLine(), reached);
        }
        bound = memory.clock;
        return reached;
    }

    private double lock(int account, int next, double now) {
        double reached = write(line(account), now);
        if (memory.lockedBy[account] != Memory.NOBODY) {
            if (next == VALIDATE) {
                memory.lockedBy[from] = Memory.NOBODY; // gives its own lock back and waits without any
                go(LOCK_FROM, reached);
            }
            return spin(reached);
        }
        memory.lockedBy[account] = core;
        return go(next, reached);
    }

    private double validate(double now) {
        double reached;
        if (variant == Variant.FETCH_AND_ADD) {
            memory.clock++;
            reached = write(memory.clockLine(), now);
        } else {
            reached = read(memory.clockLine(), now);
        }
        if (memory.version[from] != seenFrom || memory.version[to] != seenTo) {
            unlock();
            return again(BEGIN_AGAIN, reached);
        }
        return go(STORE, reached);
    }

    private double store(double now) {
        double reached = write(line(to), write(line(from), now));
        long overwritten = Math.max(seenFrom, seenTo);
        long version = variant == Variant.FETCH_AND_ADD ? memory.clock : Math.max(memory.clock, overwritten) + 1;
        memory.version[from] = version;
        memory.version[to] = version;
        unlock();
        if (version > memory.clock + Memory.RUN_AHEAD) {
            memory.clock = version;
            reached = write(memory.clockLine(), reached);
        }
        return finish(BEGIN, reached);
    }

    private void unlock() {
        memory.lockedBy[from] = Memory.NOBODY;
        memory.lockedBy[to] = Memory.NOBODY;
    }
}
