------------------------------- MODULE Commit -------------------------------
(***************************************************************************)
(* Transactions that read and commit, and snapshots that read one instant. *)
(* Every step is one access to shared memory and bears the name of the     *)
(* method that makes it, in the package dev.tvar.stm.internal:             *)
(*                                                                         *)
(*   Begin                        Attempt.begin                            *)
(*   Stamp, Load, IsStill         Attempt.read: Seqlock.stamp, the value,  *)
(*                                Seqlock.isStill                          *)
(*   GoesTogether, IsUntouched    Attempt.goesTogether,                    *)
(*                                Validation.isUntouched                   *)
(*   Admits, ExtendTo             Attempt.admits, Extension.to             *)
(*   LockAll, UnlockAll           Commit.lockAll, Commit.unlockAll         *)
(*   Now                          Commit.validate: Clock.now               *)
(*   ReadsHold                    Commit.validate: Validation.readsHold    *)
(*   Refuse                       Commit.refusal: a bound, or an overflow  *)
(*   CommitVersion                Clock.commitVersion                      *)
(*   LookAtOpen, Keep             Commit.saveForSnapshots, Snapshot.instant*)
(*   Move, KeepPrevious           Snapshots.saveInside                     *)
(*   Store, Unlock                Commit.storeAll: Seqlock.store, unlock   *)
(*   OpenSnapshot ... Close       Snapshots.open, Snapshot.read,           *)
(*                                Snapshots.close                          *)
(*                                                                         *)
(* A program is what a body does to shared memory: reads, one after the    *)
(* other, then the set of cells that it writes, since a write touches      *)
(* nothing shared before the commit. Values are names: a cell holds the    *)
(* name of the transaction that wrote it last. The cells are TLongs; the   *)
(* table that a snapshot has for TVars is simpler, since it keeps all of   *)
(* its values there.                                                       *)
(*                                                                         *)
(* A commit may be refused because of the value of a cell that it writes:  *)
(* that value has then been read.                                          *)
(*                                                                         *)
(* Not here: isAtLeast and add, nesting, the ticket (Ticket.tla), waiting  *)
(* (Waiting.tla), weak memory (the steps are sequentially consistent).     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Txns,         \* the transactions
    Snaps,        \* the snapshots
    Cells,        \* the variables
    Programs,     \* what a transaction may do: a set of records [reads, writes]
    Refusable,    \* the transactions whose commit a bound may refuse
    MaxAttempts,  \* the number of lost attempts after which a transaction gives up
    RunAhead,     \* Clock.RUN_AHEAD
    Few,          \* AccessSet.FEW
    Initial,      \* the first value of every cell
    Pending,      \* Snapshot.PENDING
    Nobody,       \* the owner of a cell that is not locked
    Broken        \* the step that is left out, or "nothing"

VARIABLES
    version, owner, value,  \* of each cell: the stamp word and the value
    previous,               \* ... LongCell.previous
    clock,                  \* Clock.LINES
    program,                \* of each transaction: what it does
    pc,                     \* ... its next step
    attempts,               \* ... how many attempts it has made
    bound,            \* ... Attempt.bound
    reads,                  \* ... what it has read (AccessSet), with the values that the body saw
    seen,                   \* ... the stamp and the value in hand while it reads
    checked,                \* ... how many reads are validated, or how many stores are made
    now,                    \* ... what the clock showed, then the version of the commit
    toKeep,                 \* ... the open snapshots that Keep serves
    toSave,                 \* ... the cells whose values Keep has still to save for them
    open,                   \* Snapshots.open
    snapPc, instant, kept,  \* of each snapshot: next step, Snapshot.instant, Snapshot.kept
    snapSeen,               \* ... the value that it read, for each cell read
    snapHand,               \* ... what it has in hand while it reads a cell
    serial,                 \* ghost: the commits that have read the clock with all locks held, in that order
    before                  \* ghost: the transactions and snapshots that had ended when this one began

cellVars == <<version, owner, value, previous>>
txnVars == <<program, pc, attempts, bound, reads, seen, checked, now, toKeep, toSave>>
snapVars == <<open, snapPc, instant, kept, snapSeen, snapHand>>
ghosts == <<serial, before>>
vars == <<cellVars, clock, txnVars, snapVars, ghosts>>

Nothing == [cell |-> Nobody, version |-> 0, value |-> Initial]
Max(a, b) == IF a > b THEN a ELSE b
Writes(t) == program[t].writes
HasEnded(x) == IF x \in Txns THEN pc[x] \in {"committed", "refused", "gaveUp"} ELSE snapPc[x] = "closed"
Ended == {x \in Txns \cup Snaps : HasEnded(x)}
LocksOf(t) == {c \in Cells : owner[c] = t}

Init ==
    /\ version = [c \in Cells |-> 0]
    /\ owner = [c \in Cells |-> Nobody]
    /\ value = [c \in Cells |-> Initial]
    /\ previous = [c \in Cells |-> Nobody]
    /\ clock = 0
    /\ program \in [Txns -> Programs]
    /\ pc = [t \in Txns |-> "begin"]
    /\ attempts = [t \in Txns |-> 0]
    /\ bound = [t \in Txns |-> 0]
    /\ reads = [t \in Txns |-> <<>>]
    /\ seen = [t \in Txns |-> Nothing]
    /\ checked = [t \in Txns |-> 0]
    /\ now = [t \in Txns |-> 0]
    /\ toKeep = [t \in Txns |-> {}]
    /\ toSave = [t \in Txns |-> {}]
    /\ open = {}
    /\ snapPc = [s \in Snaps |-> "open"]
    /\ instant = [s \in Snaps |-> Pending]
    /\ kept = [s \in Snaps |-> [c \in Cells |-> Nobody]]
    /\ snapSeen = [s \in Snaps |-> [c \in Cells |-> Nobody]]
    /\ snapHand = [s \in Snaps |-> Nothing]
    /\ serial = <<>>
    /\ before = [x \in Txns \cup Snaps |-> {}]

Goto(t, step) == pc' = [pc EXCEPT ![t] = step]

-----------------------------------------------------------------------------
(* One attempt, up to its commit. *)

Begin(t) ==
    /\ pc[t] = "begin"
    /\ attempts' = [attempts EXCEPT ![t] = @ + 1]
    /\ bound' = [bound EXCEPT ![t] = clock]
    /\ reads' = [reads EXCEPT ![t] = <<>>]
    /\ before' = [before EXCEPT ![t] = Ended]
    /\ Goto(t, "body")
    /\ UNCHANGED <<cellVars, clock, program, seen, checked, now, toKeep, toSave, snapVars, serial>>

Stamp(t) ==
    /\ pc[t] = "body"
    /\ Len(reads[t]) < Len(program[t].reads)
    /\ LET c == program[t].reads[Len(reads[t]) + 1] IN
        /\ owner[c] = Nobody
        /\ seen' = [seen EXCEPT ![t] = [cell |-> c, version |-> version[c], value |-> Initial]]
    /\ Goto(t, "load")
    /\ UNCHANGED <<cellVars, clock, program, attempts, bound, reads, checked, now, toKeep, toSave, snapVars, ghosts>>

Load(t) ==
    /\ pc[t] = "load"
    /\ seen' = [seen EXCEPT ![t].value = value[seen[t].cell]]
    /\ Goto(t, "isStill")
    /\ UNCHANGED <<cellVars, clock, program, attempts, bound, reads, checked, now, toKeep, toSave, snapVars, ghosts>>

IsStill(t) ==
    /\ pc[t] = "isStill"
    /\ LET c == seen[t].cell
           still == \/ owner[c] = Nobody /\ version[c] = seen[t].version
                    \/ Broken = "second look"
       IN Goto(t, IF still THEN "goesTogether" ELSE "body")
    /\ UNCHANGED <<cellVars, clock, program, attempts, bound, reads, seen, checked, now, toKeep, toSave, snapVars, ghosts>>

Record(t) ==
    /\ reads' = [reads EXCEPT ![t] = Append(@, seen[t])]
    /\ seen' = [seen EXCEPT ![t] = Nothing]
    /\ checked' = [checked EXCEPT ![t] = 0]
    /\ Goto(t, "body")

(* A version up to the bound belongs to the instant. For a later one, the few cells read before are re-validated. *)
GoesTogether(t) ==
    /\ pc[t] = "goesTogether"
    /\ IF seen[t].version <= bound[t]
       THEN Record(t)
       ELSE /\ Goto(t, IF Len(reads[t]) <= Few THEN "isUntouched" ELSE "admits")
            /\ UNCHANGED <<reads, seen, checked>>
    /\ UNCHANGED <<cellVars, clock, program, attempts, bound, now, toKeep, toSave, snapVars, ghosts>>

IsUntouched(t) ==
    /\ pc[t] = "isUntouched"
    /\ IF checked[t] = Len(reads[t]) \/ Broken = "re-validation of the few"
       THEN Record(t)
       ELSE LET r == reads[t][checked[t] + 1] IN
            IF version[r.cell] = r.version /\ owner[r.cell] = Nobody
            THEN checked' = [checked EXCEPT ![t] = @ + 1] /\ UNCHANGED <<reads, seen, pc>>
            ELSE checked' = [checked EXCEPT ![t] = 0] /\ Goto(t, "admits") /\ UNCHANGED <<reads, seen>>
    /\ UNCHANGED <<cellVars, clock, program, attempts, bound, now, toKeep, toSave, snapVars, ghosts>>

Admits(t) ==
    /\ pc[t] = "admits"
    /\ clock' = IF clock < seen[t].version THEN clock + RunAhead + 1 ELSE clock  \* Clock.leap
    /\ now' = [now EXCEPT ![t] = clock']
    /\ seen' = [seen EXCEPT ![t] = Nothing]
    /\ Goto(t, "extend")
    /\ UNCHANGED <<cellVars, program, attempts, bound, reads, checked, toKeep, toSave, snapVars, ghosts>>

(* A lost attempt releases its locks. *)
Lose(t) ==
    /\ owner' = [c \in Cells |-> IF owner[c] = t /\ Broken # "unlock" THEN Nobody ELSE owner[c]]
    /\ Goto(t, IF attempts[t] < MaxAttempts THEN "begin" ELSE "gaveUp")
    /\ checked' = [checked EXCEPT ![t] = 0]
    /\ now' = [now EXCEPT ![t] = 0]
    /\ serial' = SelectSeq(serial, LAMBDA u : u # t)

HoldsStill(t, r) == version[r.cell] = r.version

ExtendTo(t) ==
    /\ pc[t] = "extend"
    /\ IF checked[t] < Len(reads[t]) /\ Broken # "validation of an extension"
       THEN LET r == reads[t][checked[t] + 1] IN
            IF ~HoldsStill(t, r)
            THEN Lose(t) /\ UNCHANGED bound
            ELSE /\ owner[r.cell] = Nobody  \* or else it waits
                 /\ checked' = [checked EXCEPT ![t] = @ + 1]
                 /\ UNCHANGED <<owner, pc, now, serial, bound>>
       ELSE /\ bound' = [bound EXCEPT ![t] = now[t]]
            /\ checked' = [checked EXCEPT ![t] = 0]
            /\ now' = [now EXCEPT ![t] = 0]
            /\ Goto(t, "body")
            /\ UNCHANGED <<owner, serial>>
    /\ UNCHANGED <<version, value, previous, clock, program, attempts, reads, seen, toKeep, toSave, snapVars, before>>

-----------------------------------------------------------------------------
(* The commit. *)

ClockFirst == Broken = "clock after locks"

EndOfBody(t) ==
    /\ pc[t] = "body"
    /\ Len(reads[t]) = Len(program[t].reads)
    /\ Goto(t, IF Writes(t) = {} THEN "committed" ELSE IF ClockFirst THEN "now" ELSE "lock")
    /\ UNCHANGED <<cellVars, clock, program, attempts, bound, reads, seen, checked, now, toKeep, toSave, snapVars, ghosts>>

(* The lock is taken on the version that was read: for a cell that is read and written, this is the validation. *)
HasMoved(t, c) == \E i \in 1..Len(reads[t]) : reads[t][i].cell = c /\ reads[t][i].version # version[c]

LockAll(t) ==
    /\ pc[t] = "lock"
    /\ \E c \in Writes(t) \ LocksOf(t) :
        IF HasMoved(t, c) /\ Broken # "lock on the version read"
        THEN Lose(t)
        ELSE /\ owner[c] = Nobody
             /\ owner' = [owner EXCEPT ![c] = t]
             /\ Goto(t, IF LocksOf(t) \cup {c} # Writes(t) THEN "lock" ELSE IF ClockFirst THEN "validate" ELSE "now")
             /\ UNCHANGED <<checked, now, serial>>
    /\ UNCHANGED <<version, value, previous, clock, program, attempts, bound, reads, seen, toKeep, toSave, snapVars, before>>

(* A cell stays locked for long while this transaction holds locks: it releases them and tries to commit again. *)
UnlockAll(t) ==
    /\ pc[t] \in {"lock", "validate"}
    /\ Broken # "release of locks"
    /\ LocksOf(t) # {}
    /\ \/ pc[t] = "lock" /\ \E c \in Writes(t) : owner[c] \notin {t, Nobody}
       \/ /\ pc[t] = "validate"
          /\ checked[t] < Len(reads[t])
          /\ owner[reads[t][checked[t] + 1].cell] \notin {t, Nobody}
    /\ owner' = [c \in Cells |-> IF owner[c] = t THEN Nobody ELSE owner[c]]
    /\ checked' = [checked EXCEPT ![t] = 0]
    /\ now' = [now EXCEPT ![t] = 0]
    /\ serial' = SelectSeq(serial, LAMBDA u : u # t)
    /\ Goto(t, IF ClockFirst THEN "now" ELSE "lock")
    /\ UNCHANGED <<version, value, previous, clock, program, attempts, bound, reads, seen, toKeep, toSave, snapVars, before>>

Now(t) ==
    /\ pc[t] = "now"
    /\ now' = [now EXCEPT ![t] = clock]
    /\ serial' = Append(serial, t)
    /\ Goto(t, IF ClockFirst THEN "lock" ELSE "validate")
    /\ UNCHANGED <<cellVars, clock, program, attempts, bound, reads, seen, checked, toKeep, toSave, snapVars, before>>

ReadsHold(t) ==
    /\ pc[t] = "validate"
    /\ IF checked[t] < Len(reads[t]) /\ Broken # "validation"
       THEN LET r == reads[t][checked[t] + 1] IN
            IF owner[r.cell] # t /\ ~HoldsStill(t, r)
            THEN Lose(t)
            ELSE /\ owner[r.cell] \in {t, Nobody}
                 /\ checked' = [checked EXCEPT ![t] = @ + 1]
                 /\ UNCHANGED <<owner, pc, now, serial>>
       ELSE /\ checked' = [checked EXCEPT ![t] = 0]
            /\ Goto(t, "version")
            /\ UNCHANGED <<owner, now, serial>>
    /\ UNCHANGED <<version, value, previous, clock, program, attempts, bound, reads, seen, toKeep, toSave, snapVars, before>>

(* The sum that a bound refuses was formed from the value of the cell, which has been read thereby. *)
Refuse(t) ==
    /\ t \in Refusable
    /\ pc[t] = IF Broken = "validation before a refusal" THEN "validate" ELSE "version"
    /\ \E c \in Writes(t) :
        reads' = [reads EXCEPT ![t] = Append(@, [cell |-> c, version |-> version[c], value |-> value[c]])]
    /\ owner' = [c \in Cells |-> IF owner[c] = t THEN Nobody ELSE owner[c]]
    /\ checked' = [checked EXCEPT ![t] = 0]
    /\ now' = [now EXCEPT ![t] = 0]
    /\ serial' = SelectSeq(serial, LAMBDA u : u # t)
    /\ Goto(t, "refused")
    /\ UNCHANGED <<version, value, previous, clock, program, attempts, bound, seen, toKeep, toSave, snapVars, before>>

Overwritten(t) == CHOOSE v \in {version[c] : c \in Writes(t)} : \A c \in Writes(t) : version[c] <= v

CommitVersion(t) ==
    /\ pc[t] = "version"
    /\ LET v == CASE Broken = "a version of its own" -> Overwritten(t)
                  [] Broken = "the versions overwritten" -> now[t] + 1
                  [] OTHER -> Max(now[t], Overwritten(t)) + 1
       IN /\ now' = [now EXCEPT ![t] = v]
          /\ clock' = IF v > now[t] + RunAhead /\ Broken # "advance of the clock" THEN Max(clock, v) ELSE clock
    /\ Goto(t, "lookAtOpen")
    /\ UNCHANGED <<cellVars, program, attempts, bound, reads, seen, checked, toKeep, toSave, snapVars, ghosts>>

LookAtOpen(t) ==
    /\ pc[t] = "lookAtOpen"
    /\ toKeep' = [toKeep EXCEPT ![t] = open]
    /\ toSave' = [toSave EXCEPT ![t] = IF Broken = "keeping for snapshots" THEN {} ELSE Writes(t)]
    /\ Goto(t, "keep")
    /\ UNCHANGED <<cellVars, clock, program, attempts, bound, reads, seen, checked, now, snapVars, ghosts>>

(* The instant of a snapshot is taken by the first thread that needs it: a leap, then a CAS. *)
TakeInstant(s) ==
    /\ instant[s] = Pending
    /\ clock' = clock + RunAhead + 1
    /\ instant' = [instant EXCEPT ![s] = clock']

Served(t) == {s \in toKeep[t] : snapPc[s] # "closed"}
HaveInstants(t) == \A s \in Served(t) : instant[s] # Pending
Sees(s, c) == version[c] <= instant[s] \/ Broken = "check of the version that a snapshot sees"

Keep(t) ==
    /\ pc[t] = "keep"
    /\ \E s \in Served(t) : TakeInstant(s)
    /\ UNCHANGED <<cellVars, program, pc, attempts, bound, reads, seen, checked, now, toKeep, toSave>>
    /\ UNCHANGED <<open, snapPc, kept, snapSeen, snapHand, ghosts>>

(* The snapshots whose value of the cell is the previous one. *)
NeedPrevious(t, c) == {s \in Served(t) : ~Sees(s, c) /\ kept[s][c] = Nobody}

Move(t) ==
    /\ pc[t] = "keep"
    /\ HaveInstants(t)
    /\ Broken # "move of a previous value"
    /\ \E c \in toSave[t] :
        /\ \E s \in Served(t) : Sees(s, c)
        /\ \E s \in NeedPrevious(t, c) : kept' = [kept EXCEPT ![s][c] = previous[c]]
    /\ UNCHANGED <<cellVars, clock, txnVars, open, snapPc, instant, snapSeen, snapHand, ghosts>>

KeepPrevious(t) ==
    /\ pc[t] = "keep"
    /\ HaveInstants(t)
    /\ \E c \in toSave[t] :
        /\ toSave' = [toSave EXCEPT ![t] = @ \ {c}]
        /\ IF \E s \in Served(t) : Sees(s, c)
           THEN /\ NeedPrevious(t, c) = {} \/ Broken = "move of a previous value"
                /\ previous' = [previous EXCEPT ![c] = value[c]]
           ELSE UNCHANGED previous
    /\ UNCHANGED <<version, owner, value, clock, program, pc, attempts, bound, reads, seen, checked, now, toKeep>>
    /\ UNCHANGED <<snapVars, ghosts>>

EndOfKeep(t) ==
    /\ pc[t] = "keep"
    /\ toSave[t] = {}
    /\ toKeep' = [toKeep EXCEPT ![t] = {}]
    /\ Goto(t, "store")
    /\ UNCHANGED <<cellVars, clock, program, attempts, bound, reads, seen, checked, now, toSave, snapVars, ghosts>>

Store(t) ==
    /\ pc[t] = "store"
    /\ \E c \in LocksOf(t) :
        /\ value' = [value EXCEPT ![c] = IF Broken = "a store" /\ LocksOf(t) # Writes(t) THEN @ ELSE t]
        /\ seen' = [seen EXCEPT ![t] = [Nothing EXCEPT !.cell = c]]
    /\ Goto(t, "unlock")
    /\ UNCHANGED <<version, owner, previous, clock, program, attempts, bound, reads, checked, now, toKeep, toSave, snapVars, ghosts>>

Unlock(t) ==
    /\ pc[t] = "unlock"
    /\ version' = [version EXCEPT ![seen[t].cell] = now[t]]
    /\ owner' = [owner EXCEPT ![seen[t].cell] = Nobody]
    /\ seen' = [seen EXCEPT ![t] = Nothing]
    /\ IF LocksOf(t) = {seen[t].cell}
       THEN Goto(t, "committed") /\ now' = [now EXCEPT ![t] = 0]
       ELSE Goto(t, "store") /\ UNCHANGED now
    /\ UNCHANGED <<value, previous, clock, program, attempts, bound, reads, checked, toKeep, toSave, snapVars, ghosts>>

-----------------------------------------------------------------------------
(* Snapshots. *)

SnapGoto(s, step) == snapPc' = [snapPc EXCEPT ![s] = step]
InstantFirst == Broken = "entry before instant"

OpenSnapshot(s) ==
    /\ snapPc[s] = "open"
    /\ before' = [before EXCEPT ![s] = Ended]
    /\ IF InstantFirst THEN TakeInstant(s) /\ UNCHANGED open
                       ELSE open' = open \cup {s} /\ UNCHANGED <<clock, instant>>
    /\ SnapGoto(s, "instant")
    /\ UNCHANGED <<cellVars, txnVars, kept, snapSeen, snapHand, serial>>

Instant(s) ==
    /\ snapPc[s] = "instant"
    /\ IF instant[s] = Pending THEN TakeInstant(s) ELSE UNCHANGED <<clock, instant>>
    /\ open' = open \cup {s}
    /\ SnapGoto(s, "read")
    /\ UNCHANGED <<cellVars, txnVars, kept, snapSeen, snapHand, ghosts>>

(* Whether a cell is newer than the instant can be seen although it is locked. *)
SnapStamp(s) ==
    /\ snapPc[s] = "read"
    /\ \E c \in Cells :
        /\ snapSeen[s][c] = Nobody
        /\ version[c] > instant[s] \/ owner[c] = Nobody \/ Broken = "waiting for locked cells"
        /\ snapHand' = [snapHand EXCEPT ![s] = [Nothing EXCEPT !.cell = c, !.version = version[c]]]
        /\ SnapGoto(s, IF version[c] > instant[s] THEN "previous" ELSE "load")
    /\ UNCHANGED <<cellVars, clock, txnVars, open, instant, kept, snapSeen, ghosts>>

(* First the previous value, then the table: a value that has left the cell in between is in the table. *)
SnapPrevious(s) ==
    /\ snapPc[s] = "previous"
    /\ snapHand' = [snapHand EXCEPT ![s].value = previous[snapHand[s].cell]]
    /\ SnapGoto(s, "kept")
    /\ UNCHANGED <<cellVars, clock, txnVars, open, instant, kept, snapSeen, ghosts>>

SnapKept(s) ==
    /\ snapPc[s] = "kept"
    /\ LET c == snapHand[s].cell
           found == IF kept[s][c] # Nobody /\ Broken # "search of the table" THEN kept[s][c] ELSE snapHand[s].value
       IN /\ snapSeen' = [snapSeen EXCEPT ![s][c] = found]
          /\ SnapGoto(s, IF found = Nobody THEN "broken" ELSE "read")
    /\ snapHand' = [snapHand EXCEPT ![s] = Nothing]
    /\ UNCHANGED <<cellVars, clock, txnVars, open, instant, kept, ghosts>>

SnapLoad(s) ==
    /\ snapPc[s] = "load"
    /\ snapHand' = [snapHand EXCEPT ![s].value = value[snapHand[s].cell]]
    /\ SnapGoto(s, "isStill")
    /\ UNCHANGED <<cellVars, clock, txnVars, open, instant, kept, snapSeen, ghosts>>

SnapIsStill(s) ==
    /\ snapPc[s] = "isStill"
    /\ LET hand == snapHand[s]
           anyOwner == Broken = "waiting for locked cells"
           still == (owner[hand.cell] = Nobody \/ anyOwner) /\ version[hand.cell] = hand.version
       IN snapSeen' = IF still THEN [snapSeen EXCEPT ![s][hand.cell] = hand.value] ELSE snapSeen
    /\ snapHand' = [snapHand EXCEPT ![s] = Nothing]
    /\ SnapGoto(s, "read")
    /\ UNCHANGED <<cellVars, clock, txnVars, open, instant, kept, ghosts>>

Close(s) ==
    /\ snapPc[s] = "read"
    /\ \A c \in Cells : snapSeen[s][c] # Nobody
    /\ open' = open \ {s}
    /\ SnapGoto(s, "closed")
    /\ UNCHANGED <<cellVars, clock, txnVars, instant, kept, snapSeen, snapHand, ghosts>>

-----------------------------------------------------------------------------
TxnStep(t) ==
    \/ Begin(t) \/ Stamp(t) \/ Load(t) \/ IsStill(t)
    \/ GoesTogether(t) \/ IsUntouched(t) \/ Admits(t) \/ ExtendTo(t)
    \/ EndOfBody(t) \/ LockAll(t) \/ UnlockAll(t) \/ Now(t) \/ ReadsHold(t)
    \/ Refuse(t) \/ CommitVersion(t) \/ LookAtOpen(t) \/ Keep(t) \/ Move(t) \/ KeepPrevious(t) \/ EndOfKeep(t) \/ Store(t) \/ Unlock(t)

SnapStep(s) ==
    \/ OpenSnapshot(s) \/ Instant(s) \/ SnapStamp(s) \/ SnapPrevious(s) \/ SnapKept(s) \/ SnapLoad(s) \/ SnapIsStill(s) \/ Close(s)

AllHaveEnded == Ended = Txns \cup Snaps /\ UNCHANGED vars

Next == (\E t \in Txns : TxnStep(t)) \/ (\E s \in Snaps : SnapStep(s)) \/ AllHaveEnded

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold. *)

(* The commits that cannot be taken back any more, in the order of their clock reads: the serial order. *)
Commits == SelectSeq(serial, LAMBDA t : pc[t] \in {"store", "unlock", "committed"})
InCommits(t) == \E i \in 1..Len(Commits) : Commits[i] = t
Position(t) == CHOOSE i \in 1..Len(Commits) : Commits[i] = t

(* The value of a cell after the first k commits. *)
ValueAfter(k, c) ==
    LET writers == {i \in 1..k : c \in Writes(Commits[i])} IN
    IF writers = {} THEN Initial ELSE Commits[CHOOSE i \in writers : \A j \in writers : j <= i]

Saw(x, k) ==
    IF x \in Txns
    THEN \A i \in 1..Len(reads[x]) : reads[x][i].value = ValueAfter(k, reads[x][i].cell)
    ELSE \A c \in Cells : snapSeen[x][c] \in {Nobody, ValueAfter(k, c)}

(* All but the committed writers: attempts that run or have failed, read-only transactions, snapshots. *)
Observers == {t \in Txns : pc[t] # "begin" /\ ~InCommits(t)} \cup {s \in Snaps : snapPc[s] # "open"}

(* I1 opacity, I2 strict serialisability, I7 one instant: all of them fit into the serial order, each at one place, and *)
(* the places respect real time.                                                                                       *)
Opacity ==
    \E place \in [Observers -> 0..Len(Commits)] :
        /\ \A x \in Observers :
            /\ Saw(x, place[x])
            /\ \A y \in before[x] :
                /\ (y \in Txns /\ InCommits(y)) => Position(y) <= place[x]
                /\ y \in Observers => place[y] <= place[x]
        /\ \A i \in 1..Len(Commits) :
            /\ Saw(Commits[i], i - 1)
            /\ \A y \in before[Commits[i]] :
                /\ (y \in Txns /\ InCommits(y)) => Position(y) < i
                /\ y \in Observers => place[y] < i

(* I3: with no commit under way, memory is what the commits made it. *)
AllOrNothing ==
    (\A t \in Txns : pc[t] \notin {"store", "unlock"}) =>
        \A c \in Cells : value[c] = ValueAfter(Len(Commits), c)

(* I5 *)
NoLockSurvives == \A c \in Cells : owner[c] # Nobody => pc[owner[c]] \notin {"begin", "body", "committed", "refused", "gaveUp"}

(* I7: every value that a snapshot needs has been saved for it. (Whether it is the right one is a matter of opacity.) *)
SnapshotsFindWhatTheyNeed == \A s \in Snaps : snapPc[s] # "broken"

(* I8: nothing is kept for a snapshot that is not open, unless a commit is just doing so; and no snapshot stays open. *)
HistoryReturnsToZero ==
    /\ \A s \in Snaps : snapPc[s] = "closed" => s \notin open
    /\ \A s \in Snaps : (snapPc[s] = "open" /\ s \notin open) => \A c \in Cells : kept[s][c] = Nobody

(* I12 *)
StampsGrow == \A t \in Txns : pc[t] \in {"store", "unlock"} => \A c \in LocksOf(t) : now[t] > version[c]

(* Clock: no version is further ahead than a leap reaches. *)
ClockRunsBehindByABound == \A c \in Cells : version[c] <= clock + RunAhead
=============================================================================
