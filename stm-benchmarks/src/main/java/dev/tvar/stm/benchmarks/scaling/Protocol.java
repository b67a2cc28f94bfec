package dev.tvar.stm.benchmarks.scaling;

/**
 * What one core does, again and again: a transfer between two random accounts, as a sequence of steps. Each step does
 * its part of the local work and touches the shared lines that the code touches there. Locks are spun for and never put
 * a thread to sleep, which favours locks.
 */
abstract class Protocol {
    /** How long, on average, a core that found something locked waits before it looks again, where lines are cheap. */
    private static final double LEAST_SPIN_NANOS = 20;

    final Memory memory;
    final int core;
    final double workPerStep;
    private final double spinNanos;

    int from;
    int to;
    private int next;
    private long done;
    private long aborted;

    Protocol(Memory memory, int core, double localNanos, int stepsWithWork) {
        this.memory = memory;
        this.core = core;
        this.workPerStep = localNanos / stepsWithWork;
        this.spinNanos = Math.max(LEAST_SPIN_NANOS, memory.coherence.transferNanos() / 2);
    }

    /** Does the next step at a time, and returns when the one after it may begin. */
    final double step(double now) {
        return step(next, now);
    }

    abstract double step(int which, double now);

    /** The step is done: its work has yet to pass. */
    final double go(int nextStep, double reached) {
        next = nextStep;
        return reached + workPerStep;
    }

    /** Something is locked: look again later, not all at the same moment, as two might then give way for ever. */
    final double spin(double now) {
        return now + spinNanos * (0.5 + memory.random.nextDouble());
    }

    /** The attempt is lost: begin again with the same accounts. */
    final double again(int firstStep, double reached) {
        aborted++;
        next = firstStep;
        return reached;
    }

    final double finish(int firstStep, double reached) {
        done++;
        return go(firstStep, reached);
    }

    final void draw() {
        from = memory.random.nextInt(memory.accounts);
        to = memory.random.nextInt(memory.accounts - 1);
        to += to >= from ? 1 : 0;
    }

    final double read(int line, double now) {
        return memory.coherence.read(core, line, now);
    }

    final double write(int line, double now) {
        return memory.coherence.write(core, line, now);
    }

    final long done() {
        return done;
    }

    final long aborted() {
        return aborted;
    }
}
