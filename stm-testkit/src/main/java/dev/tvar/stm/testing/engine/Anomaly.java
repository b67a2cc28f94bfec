package dev.tvar.stm.testing.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The smallest programs that show each anomaly. Transaction T1 runs each program, and starts a second
 * transaction, T2, in another thread at a fixed point in the middle of an attempt. T1 continues when
 * T2 has ended or its thread waits, which can only be for T1, since there are no other threads. So the
 * order of steps is the same in every run, also on engines that lock. (On an engine that spins forever
 * instead of waiting, the program is reported as hung.)
 */
public enum Anomaly {
    /** An update between a read and the write that depends on it is overwritten. */
    LOST_UPDATE("x=0. T1: a=get x; {T2: set x=get x+1}; set x=a+1. Shown by x=1", AnomalyPrograms::lostUpdate),

    /** A transaction, even one that fails later, sees half of the writes of another transaction. */
    READ_SKEW(
            "x=50 y=50. T1: a=get x; {T2: move 10 from x to y}; b=get y. Shown by a+b!=100 in any attempt",
            engine -> AnomalyPrograms.readSkew(engine, false)),

    /** The same in a snapshot. */
    READ_SKEW_IN_SNAPSHOT(
            "x=50 y=50. snapshot: a=get x; {T2: move 10 from x to y}; b=get y. Shown by a+b!=100 in any attempt",
            engine -> AnomalyPrograms.readSkew(engine, true)),

    /**
     * Two transactions each keep a rule that spans two variables, by reading both and writing one; together they break
     * it.
     */
    WRITE_SKEW("x=1 y=1. T1: if x+y=2 {T2: if x+y=2 set y=0} set x=0. Shown by x+y=0", AnomalyPrograms::writeSkew),

    /** The writes of a transaction are visible to others before it commits. */
    DIRTY_READ("x=0. T1: set x=1; {T2: a=get x}; throw. Shown by a=1", AnomalyPrograms::dirtyRead),

    /** The writes of a transaction stay although its body threw, or the exception reaches the caller changed. */
    WRITE_SURVIVES_EXCEPTION(
            "x=0. T1: set x=1; throw. Shown by x=1, or by another exception", AnomalyPrograms::writeSurvivesException),

    /** A body that catches everything commits a part of its writes. */
    HALF_COMMIT_AFTER_CATCH(
            "x=0 y=0 z=0. T1: a=get x; {T2: add 1 to z and x}; try {get z; set x=a+10} catch (Throwable); set y=1."
                    + " Shown by y=1 and x!=11",
            AnomalyPrograms::halfCommitAfterCatch),

    /** A thread that was interrupted inside a transaction comes out of it without its interrupt flag. */
    LOST_INTERRUPT(
            "x=0. T1: interrupt own thread in the first attempt; set x=1. Shown by a flag that is down afterwards",
            AnomalyPrograms::lostInterrupt),

    /**
     * A transaction that reads much and writes little never ends concurrently with a transaction that writes all the
     * time.
     */
    STARVED_TRANSACTION(
            "x=1000 y=0 z=0. T1, in each attempt: get x; {T2: move 1 from x to y}; get y; set z=1."
                    + " Shown by more than 100 attempts",
            engine -> AnomalyPrograms.starved(engine, false)),

    /** The same in a snapshot. */
    STARVED_SNAPSHOT(
            "x=1000 y=0. snapshot, in each attempt: get x; {T2: move 1 from x to y}; get y."
                    + " Shown by more than 100 attempts",
            engine -> AnomalyPrograms.starved(engine, true));

    private final String program;
    private final Function<Engine, Optional<String>> run;

    Anomaly(String program, Function<Engine, Optional<String>> run) {
        this.program = program;
        this.run = run;
    }

    /**
     * The program in short form. Braces hold the actions that run in between; a semicolon separates steps.
     *
     * @return the program, and the observation that shows the anomaly
     */
    public String program() {
        return program;
    }

    /**
     * Runs the program on an engine, once.
     *
     * @param engine what to run it on
     * @param limit the time limit; a thread that still runs then is left behind as a daemon
     * @return what was found
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    public Finding on(Engine engine, Duration limit) throws InterruptedException {
        Daemon<Optional<String>> t1 = Daemon.start("T1", () -> run.apply(engine));
        return Daemon.finding(t1, limit);
    }
}
