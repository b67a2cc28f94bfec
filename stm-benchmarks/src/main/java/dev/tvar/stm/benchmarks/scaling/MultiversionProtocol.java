package dev.tvar.stm.benchmarks.scaling;

/**
 * A multi-version memory whose commits follow one another: begin reads the number of the last commit; each read goes from
 * the account to its newest version, an object that some core has allocated; commit takes its turn by writing the common
 * line, checks what it read, hangs new versions on the two accounts, and writes the common line again.
 */
final class MultiversionProtocol extends Protocol {
    /** Header 12, reference 4. */
    private static final int BYTES = 16;

    private static final int BEGIN = 0;
    private static final int READ_FROM = 1;
    private static final int READ_TO = 2;
    private static final int TAKE_TURN = 3;
    private static final int VALIDATE = 4;
    private static final int PUBLISH = 5;
    private static final int BEGIN_AGAIN = 6;
    private static final int STEPS_WITH_WORK = 6;

    private long seenFrom;
    private long seenTo;

    MultiversionProtocol(Memory memory, int core, double localNanos) {
        super(memory, core, localNanos, STEPS_WITH_WORK);
    }

    @Override
    double step(int which, double now) {
        return switch (which) {
            case BEGIN -> {
                draw();
                yield go(READ_FROM, read(memory.clockLine(), now));
            }
            case BEGIN_AGAIN -> go(READ_FROM, read(memory.clockLine(), now));
            case READ_FROM -> {
                seenFrom = memory.version[from];
                yield go(READ_TO, readNewest(from, now));
            }
            case READ_TO -> {
                seenTo = memory.version[to];
                yield go(TAKE_TURN, readNewest(to, now));
            }
            case TAKE_TURN -> takeTurn(now);
            case VALIDATE -> validate(now);
            case PUBLISH -> publish(now);
            default -> throw new IllegalStateException("no step " + which);
        };
    }

    private double readNewest(int account, double now) {
        return read(memory.nodeLine(account), read(line(account), now));
    }

    private int line(int account) {
        return memory.line(account, BYTES, 0);
    }

    private double takeTurn(double now) {
        if (memory.globalLock != Memory.NOBODY) {
            return spin(read(memory.clockLine(), now));
        }
        memory.globalLock = core;
        return go(VALIDATE, write(memory.clockLine(), now));
    }

    private double validate(double now) {
        if (memory.version[from] != seenFrom || memory.version[to] != seenTo) {
            memory.globalLock = Memory.NOBODY;
            return again(BEGIN_AGAIN, write(memory.clockLine(), now));
        }
        return go(PUBLISH, now);
    }

    private double publish(double now) {
        memory.coherence.allocate(core, memory.nodeLine(from));
        memory.coherence.allocate(core, memory.nodeLine(to));
        double reached = write(line(to), write(line(from), now));
        memory.clock++;
        memory.version[from] = memory.clock;
        memory.version[to] = memory.clock;
        memory.globalLock = Memory.NOBODY;
        return finish(BEGIN, write(memory.clockLine(), reached));
    }
}
