------------------------------ MODULE Waiting ------------------------------
(***************************************************************************)
(* Transactions that wait for a change, and commits that wake them. Every  *)
(* step is one access to shared memory and bears the name of the method    *)
(* that makes it, in the package dev.tvar.stm.internal:                    *)
(*                                                                         *)
(*   Body                       the body read, and called retry            *)
(*   Enter                      WaitNode.enter: WaitList.add               *)
(*   Stamp, TrySetAwaited       Retry.announce: Seqlock.stamp, then the CAS*)
(*   Hold                       Retry.register: Validation.answersAt       *)
(*   Sleep, GiveUp              Retry.sleep: woken, or deadline, or        *)
(*                              interrupt                                  *)
(*   Deregister, HandOn         WaitNode.deregister: WaitList.remove, wake *)
(*   ReadsHold                  Retry.await: Validation.readsHold          *)
(*   TryLock                    Seqlock.tryLock, by a committer            *)
(*   Unlock, UnlockAll          Commit.storeAll, Commit.unlockAll          *)
(*   MakeAllDue, Wake           WaitList.wakeAll: makeAllDue, wake         *)
(*                                                                         *)
(* A waiter of kind "value" has read each cell and waits for another       *)
(* version; one of kind "answer" has asked isAtLeast, and waits until the  *)
(* answer is another. Values count the commits of a cell, so a value is a  *)
(* version, too. Bodies read at one instant (Commit.tla), here in one step.*)
(*                                                                         *)
(* A callback is a waiter of this model like a thread: it registers by the *)
(* same methods, and its pc "sleep" means that it is to be armed or is.    *)
(* Callback.arm fails if the wake-up has come, which is the step Sleep     *)
(* with woken set; a hand-over is that step when it comes later. A         *)
(* time-out or cancellation (Callback.end) is the step GiveUp; of it and   *)
(* the wake-up one ends the wait, since both swap the same word.           *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Waiters,     \* the transactions that wait
    Writers,     \* the transactions that write; each commits once
    Cells,       \* the variables
    Bound,       \* what isAtLeast compares with
    MayGiveUp,   \* whether waiters have deadlines, or are interrupted
    Nobody,      \* the owner of a cell that is not locked
    Broken       \* the step that is left out, or "nothing"

VARIABLES
    version, owner, awaited,  \* of each cell: the stamp word
    list, due,                \* of each cell: WaitList.waiting, WaitList.due
    taken,                    \* ... the waiters taken off to be woken that have not left yet
    kind,                     \* of each waiter: "value" or "answer"
    pc,                       \* ... its next step
    read,                     \* ... the version read of each cell
    todo,                     \* ... the cells still to be done in the present loop
    cell,                     \* ... the cell in hand
    word,                     \* ... the stamp in hand: [version, awaited]
    woken,                    \* ... Sleeper.woken
    toHand,                   \* ... the waiter to which it hands a wake-up on
    wpc,                      \* of each writer: its next step
    targets,                  \* ... the cells that it writes
    saw,                      \* ... the cells whose W bit it has seen
    toStore,                  \* ... the cells still to be stored, then those still to be woken
    toWake                    \* ... the waiters taken off a list and still to be woken

listVars == <<list, due, taken>>
cellVars == <<version, owner, awaited, listVars>>
waiterVars == <<kind, pc, read, todo, cell, word, woken, toHand>>
writerVars == <<wpc, targets, saw, toStore, toWake>>
vars == <<cellVars, waiterVars, writerVars>>

Answer(v) == v >= Bound
NoWord == [version |-> 0, awaited |-> FALSE]

Init ==
    /\ version = [c \in Cells |-> 0]
    /\ owner = [c \in Cells |-> Nobody]
    /\ awaited = [c \in Cells |-> FALSE]
    /\ list = [c \in Cells |-> {}]
    /\ due = [c \in Cells |-> {}]
    /\ taken = [c \in Cells |-> {}]
    /\ kind \in [Waiters -> {"value", "answer"}]
    /\ pc = [w \in Waiters |-> "body"]
    /\ read = [w \in Waiters |-> [c \in Cells |-> 0]]
    /\ todo = [w \in Waiters |-> {}]
    /\ cell = [w \in Waiters |-> Nobody]
    /\ word = [w \in Waiters |-> NoWord]
    /\ woken = [w \in Waiters |-> FALSE]
    /\ toHand = [w \in Waiters |-> {}]
    /\ wpc = [t \in Writers |-> "lock"]
    /\ targets \in [Writers -> SUBSET Cells \ {{}}]
    /\ saw = [t \in Writers |-> {}]
    /\ toStore = [t \in Writers |-> {}]
    /\ toWake = [t \in Writers |-> {}]

-----------------------------------------------------------------------------
(* Waiters. *)

Goto(w, step) == pc' = [pc EXCEPT ![w] = step]

(* The body reads at an instant at which nothing is locked, and wants to wait. *)
Body(w) ==
    /\ pc[w] = "body"
    /\ \A c \in Cells : owner[c] = Nobody
    /\ read' = [read EXCEPT ![w] = version]
    /\ todo' = [todo EXCEPT ![w] = Cells]
    /\ woken' = [woken EXCEPT ![w] = FALSE]
    /\ Goto(w, "enter")
    /\ UNCHANGED <<cellVars, kind, cell, word, toHand, writerVars>>

EnterLast == Broken = "entry before announcement"

Enter(w) ==
    /\ pc[w] = "enter"
    /\ \E c \in todo[w] :
        /\ cell' = [cell EXCEPT ![w] = c]
        /\ todo' = [todo EXCEPT ![w] = @ \ {c}]
        /\ list' = IF EnterLast THEN list ELSE [list EXCEPT ![c] = @ \cup {w}]
    /\ Goto(w, "stamp")
    /\ UNCHANGED <<version, owner, awaited, due, taken, kind, read, word, woken, toHand, writerVars>>

AfterRegistering(w) ==
    /\ Goto(w, IF todo[w] # {} THEN "enter" ELSE IF kind[w] = "answer" THEN "hold" ELSE "sleep")
    /\ todo' = IF todo[w] = {} /\ kind[w] = "answer" THEN [todo EXCEPT ![w] = Cells] ELSE todo

Announced(w) == IF EnterLast THEN Goto(w, "enterLast") /\ UNCHANGED todo ELSE AfterRegistering(w)

Stamp(w) ==
    /\ pc[w] = "stamp"
    /\ LET c == cell[w]
           other == kind[w] = "value" /\ version[c] # read[w][c] /\ Broken # "check of the version"
       IN IF other
          THEN Goto(w, "deregister") /\ todo' = [todo EXCEPT ![w] = {}] /\ UNCHANGED word
          ELSE /\ owner[c] = Nobody
               /\ IF awaited[c] \/ Broken = "announcement"
                  THEN Announced(w) /\ UNCHANGED word
                  ELSE /\ word' = [word EXCEPT ![w] = [version |-> version[c], awaited |-> FALSE]]
                       /\ Goto(w, "trySetAwaited")
                       /\ UNCHANGED todo
    /\ UNCHANGED <<cellVars, kind, read, cell, woken, toHand, writerVars>>

TrySetAwaited(w) ==
    /\ pc[w] = "trySetAwaited"
    /\ LET c == cell[w]
           unchanged == owner[c] = Nobody /\ version[c] = word[w].version /\ ~awaited[c]
       IN IF unchanged
          THEN awaited' = [awaited EXCEPT ![c] = TRUE] /\ Announced(w)
          ELSE Goto(w, "stamp") /\ UNCHANGED <<awaited, todo>>
    /\ word' = [word EXCEPT ![w] = NoWord]
    /\ UNCHANGED <<version, owner, listVars, kind, read, cell, woken, toHand, writerVars>>

EnterLastStep(w) ==
    /\ pc[w] = "enterLast"
    /\ list' = [list EXCEPT ![cell[w]] = @ \cup {w}]
    /\ AfterRegistering(w)
    /\ UNCHANGED <<version, owner, awaited, due, taken, kind, read, cell, word, woken, toHand, writerVars>>

(* The answers are checked when all cells are announced: any change from here on wakes this waiter. *)
Hold(w) ==
    /\ pc[w] = "hold"
    /\ \E c \in todo[w] :
        /\ owner[c] = Nobody
        /\ IF Answer(version[c]) # Answer(read[w][c]) /\ Broken # "check of the answers"
           THEN Goto(w, "deregister") /\ todo' = [todo EXCEPT ![w] = {}]
           ELSE /\ Goto(w, IF todo[w] = {c} THEN "sleep" ELSE "hold")
                /\ todo' = [todo EXCEPT ![w] = @ \ {c}]
    /\ UNCHANGED <<cellVars, kind, read, cell, word, woken, toHand, writerVars>>

Sleep(w) ==
    /\ pc[w] = "sleep"
    /\ woken[w]
    /\ Goto(w, "deregister")
    /\ UNCHANGED <<cellVars, kind, read, todo, cell, word, woken, toHand, writerVars>>

GiveUp(w) ==
    /\ MayGiveUp
    /\ pc[w] = "sleep"
    /\ Goto(w, "leave")
    /\ UNCHANGED <<cellVars, kind, read, todo, cell, word, woken, toHand, writerVars>>

IsPlaced(w, c) == w \in list[c] \cup due[c] \cup taken[c]

(* A waiter whose place was taken off is awake: in the same step as it leaves, it takes a due waiter off, to wake it. *)
Deregister(w) ==
    /\ pc[w] \in {"deregister", "leave"}
    /\ toHand[w] = {}
    /\ IF (\E c \in Cells : IsPlaced(w, c)) /\ Broken # "deregistration"
       THEN /\ \E c \in Cells :
                /\ IsPlaced(w, c)
                /\ list' = [list EXCEPT ![c] = @ \ {w}]
                /\ IF w \in taken[c] /\ due[c] # {} /\ Broken # "handing on"
                   THEN \E next \in due[c] :
                       /\ due' = [due EXCEPT ![c] = @ \ {next}]
                       /\ taken' = [taken EXCEPT ![c] = (@ \ {w}) \cup {next}]
                       /\ toHand' = [toHand EXCEPT ![w] = {next}]
                   ELSE /\ due' = [due EXCEPT ![c] = @ \ {w}]
                        /\ taken' = [taken EXCEPT ![c] = @ \ {w}]
                        /\ UNCHANGED toHand
            /\ UNCHANGED <<pc, todo, cell>>
       ELSE /\ Goto(w, IF pc[w] = "leave" THEN "gone" ELSE "changed")
            /\ todo' = [todo EXCEPT ![w] = Cells]
            /\ cell' = [cell EXCEPT ![w] = Nobody]
            /\ UNCHANGED <<listVars, toHand>>
    /\ UNCHANGED <<version, owner, awaited, kind, read, word, woken, writerVars>>

HandOn(w) ==
    /\ \E next \in toHand[w] : woken' = [woken EXCEPT ![next] = TRUE]
    /\ toHand' = [toHand EXCEPT ![w] = {}]
    /\ UNCHANGED <<cellVars, kind, pc, read, todo, cell, word, writerVars>>

(* After a wake-up: one whose answers are the same goes back to sleep without running its body. *)
ReadsHold(w) ==
    /\ pc[w] = "changed"
    /\ \E c \in todo[w] :
        /\ owner[c] = Nobody
        /\ LET same == IF kind[w] = "value" THEN version[c] = read[w][c]
                                            ELSE Answer(version[c]) = Answer(read[w][c])
           IN IF ~same
              THEN Goto(w, "body") /\ todo' = [todo EXCEPT ![w] = {}]
              ELSE IF todo[w] = {c}
              THEN Goto(w, "enter") /\ todo' = [todo EXCEPT ![w] = Cells]
              ELSE todo' = [todo EXCEPT ![w] = @ \ {c}] /\ UNCHANGED pc
    /\ woken' = [woken EXCEPT ![w] = FALSE]
    /\ UNCHANGED <<cellVars, kind, read, cell, word, toHand, writerVars>>

-----------------------------------------------------------------------------
(* Writers. *)

WGoto(t, step) == wpc' = [wpc EXCEPT ![t] = step]
LocksOf(t) == {c \in Cells : owner[c] = t}

TryLock(t) ==
    /\ wpc[t] = "lock"
    /\ \E c \in targets[t] \ LocksOf(t) :
        /\ owner[c] = Nobody
        /\ owner' = [owner EXCEPT ![c] = t]
        /\ saw' = IF awaited[c] THEN [saw EXCEPT ![t] = @ \cup {c}] ELSE saw
        /\ toStore' = [toStore EXCEPT ![t] = @ \cup {c}]
        /\ WGoto(t, IF LocksOf(t) \cup {c} = targets[t] THEN "store" ELSE "lock")
    /\ UNCHANGED <<version, awaited, listVars, waiterVars, targets, toWake>>

(* Stores a value and its stamp: the W bit goes with the new version. *)
Unlock(t) ==
    /\ wpc[t] = "store"
    /\ \E c \in toStore[t] :
        /\ version' = [version EXCEPT ![c] = @ + 1]
        /\ owner' = [owner EXCEPT ![c] = Nobody]
        /\ awaited' = [awaited EXCEPT ![c] = FALSE]
        /\ toStore' = [toStore EXCEPT ![t] = IF @ = {c} THEN saw[t] ELSE @ \ {c}]
        /\ WGoto(t, IF toStore[t] = {c} THEN "makeAllDue" ELSE "store")
    /\ UNCHANGED <<listVars, waiterVars, targets, saw, toWake>>

(* A commit that fails gives back the words as they were, with their W bits, and the transaction tries again. *)
UnlockAll(t) ==
    /\ \/ wpc[t] = "lock" /\ LocksOf(t) # {}
       \/ wpc[t] = "store" /\ LocksOf(t) = targets[t]  \* nothing is stored yet
    /\ owner' = [c \in Cells |-> IF owner[c] = t THEN Nobody ELSE owner[c]]
    /\ awaited' = IF Broken = "word as it was" THEN [c \in Cells |-> awaited[c] /\ owner[c] # t] ELSE awaited
    /\ toStore' = [toStore EXCEPT ![t] = {}]
    /\ saw' = [saw EXCEPT ![t] = {}]
    /\ WGoto(t, "lock")
    /\ UNCHANGED <<version, listVars, waiterVars, targets, toWake>>

(* All waiters of the cell become due; one is taken off, to be woken. *)
MakeAllDue(t) ==
    /\ wpc[t] = "makeAllDue"
    /\ IF toStore[t] = {} \/ Broken = "wake-up"
       THEN WGoto(t, "done") /\ UNCHANGED <<listVars, toStore, toWake>>
       ELSE /\ \E c \in toStore[t] :
                LET all == list[c] \cup due[c] IN
                /\ list' = [list EXCEPT ![c] = {}]
                /\ toStore' = [toStore EXCEPT ![t] = @ \ {c}]
                /\ IF all = {}
                   THEN UNCHANGED <<due, taken, toWake>>
                   ELSE \E first \in all :
                       /\ due' = [due EXCEPT ![c] = all \ {first}]
                       /\ taken' = [taken EXCEPT ![c] = @ \cup {first}]
                       /\ toWake' = [toWake EXCEPT ![t] = {first}]
            /\ WGoto(t, "wake")
    /\ UNCHANGED <<version, owner, awaited, waiterVars, targets, saw>>

Wake(t) ==
    /\ wpc[t] = "wake"
    /\ woken' = [w \in Waiters |-> woken[w] \/ w \in toWake[t]]
    /\ toWake' = [toWake EXCEPT ![t] = {}]
    /\ WGoto(t, "makeAllDue")
    /\ UNCHANGED <<cellVars, kind, pc, read, todo, cell, word, toHand, targets, saw, toStore>>

-----------------------------------------------------------------------------
WaiterStep(w) ==
    \/ Body(w) \/ Enter(w) \/ Stamp(w) \/ TrySetAwaited(w) \/ EnterLastStep(w) \/ Hold(w)
    \/ Sleep(w) \/ GiveUp(w) \/ Deregister(w) \/ HandOn(w) \/ ReadsHold(w)

WriterStep(t) == TryLock(t) \/ Unlock(t) \/ UnlockAll(t) \/ MakeAllDue(t) \/ Wake(t)

AllWritersDone == \A t \in Writers : wpc[t] = "done"

(* Whether a waiter that sleeps has slept through a change. *)
Changed(w) ==
    \E c \in Cells : IF kind[w] = "value" THEN version[c] # read[w][c]
                                          ELSE Answer(version[c]) # Answer(read[w][c])

(* The only good end: a waiter that sleeps has no change to wake up for. *)
Quiet ==
    /\ AllWritersDone
    /\ \A w \in Waiters : pc[w] = "gone" \/ (pc[w] = "sleep" /\ ~woken[w] /\ ~Changed(w))
    /\ UNCHANGED vars

Next == (\E w \in Waiters : WaiterStep(w)) \/ (\E t \in Writers : WriterStep(t)) \/ Quiet

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* I4: some thread is about to wake every waiter that sleeps through a change. *)
IsAboutToBeWoken(w) ==
    \/ woken[w]
    \/ \E t \in Writers : w \in toWake[t]
    \/ \E v \in Waiters : w \in toHand[v]
    \/ \E c \in Cells : w \in due[c] /\ taken[c] # {}
    \/ \E t \in Writers, c \in Cells :
        c \in saw[t] /\ w \in list[c] /\ (wpc[t] = "store" \/ (c \in toStore[t] /\ wpc[t] \in {"makeAllDue", "wake"}))

NoLostWakeUp == \A w \in Waiters : (pc[w] = "sleep" /\ Changed(w)) => IsAboutToBeWoken(w)

(* I4: while a waiter of a cell is due, another one is awake, or about to be woken, and will hand the wake-up on. *)
DueHaveACarrier == \A c \in Cells : due[c] # {} => taken[c] # {}

(* I4: a waiter that has gone is in no list. *)
NothingLeftBehind == \A w \in Waiters : pc[w] \in {"gone", "changed", "body"} => \A c \in Cells : ~IsPlaced(w, c)
=============================================================================
