package dev.tvar.stm.internal.tx;

import dev.tvar.stm.Diagnostics;
import dev.tvar.stm.STM;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.AccessSet;
import dev.tvar.stm.internal.access.AccessTable;
import dev.tvar.stm.internal.access.Answers;
import dev.tvar.stm.internal.access.Dependencies;
import dev.tvar.stm.internal.access.NewNumbers;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.access.QuickSet;
import dev.tvar.stm.internal.access.Savepoints;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.cell.Clock;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.IdentityHash;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Sleeper;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.cell.WaitList;
import dev.tvar.stm.internal.diagnostics.CallSite;
import dev.tvar.stm.internal.diagnostics.Flight;
import dev.tvar.stm.internal.diagnostics.LastWriters;
import dev.tvar.stm.internal.diagnostics.LiveCall;
import dev.tvar.stm.internal.diagnostics.LiveTicket;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.diagnostics.Report;
import dev.tvar.stm.internal.diagnostics.Switch;
import dev.tvar.stm.internal.diagnostics.Tally;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.snapshot.SavedValues;
import dev.tvar.stm.internal.snapshot.Snapshot;
import dev.tvar.stm.internal.snapshot.Snapshots;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Initialises the classes of the engine together with the first variable. Otherwise the first transaction of a JVM would
 * do so, and if the stack overflows in that, the JVM never tries again: the class is unusable for good (JLS 12.4.2).
 */
public final class Warmup {
    private static final List<Class<?>> PARTS = List.of(
            STM.class,
            Diagnostics.class,
            TxnExecutor.class,
            TxnOptions.class,
            Access.class,
            AccessSet.class,
            AccessTable.class,
            QuickSet.class,
            Answers.class,
            Answers.Verdict.class,
            AsyncTransaction.class,
            AsyncTransaction.Refusal.class,
            AsyncWait.class,
            Attempt.class,
            Dependencies.class,
            CompletableFuture.class,
            Extension.class,
            FirstAttempt.class,
            Comparison.class,
            Nesting.class,
            Outcome.class,
            Backoff.class,
            Transaction.class,
            Clock.class,
            Commit.class,
            NewNumbers.class,
            SlowEnd.class,
            ThreadState.class,
            Threads.class,
            Deadline.class,
            GiveUp.class,
            Hooks.class,
            IdentityHash.class,
            SavedValues.class,
            Probe.class,
            Savepoints.class,
            Recorder.class,
            Seam.class,
            Seqlock.class,
            Step.class,
            Signal.class,
            Snapshot.class,
            SnapshotTxn.class,
            SnapshotTxn.OwnCode.class,
            SpinThenPark.class,
            Snapshots.class,
            Spin.class,
            StackReserve.class,
            Stamp.class,
            Ticket.class,
            Timer.class,
            TxnHandle.class,
            Validation.class,
            WaitList.class,
            Retry.class,
            Sleeper.class,
            AbortKind.class,
            CallSite.class,
            Flight.class,
            LastWriters.class,
            LiveCall.class,
            LiveTicket.class,
            LiveWait.class,
            Report.class,
            Switch.class,
            Tally.class);

    private Warmup() {}

    static {
        try {
            for (Class<?> part : PARTS) {
                MethodHandles.lookup().ensureInitialized(part);
            }
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
        STM.run(tx -> {}); // links its call sites, too
    }

    /** Does it, once. */
    public static void run() {
        // the initialisation of this class does it
    }
}
