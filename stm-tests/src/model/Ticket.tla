------------------------------- MODULE Ticket -------------------------------
(***************************************************************************)
(* Transactions that read and write the same cells indefinitely, and the   *)
(* ticket for transactions that keep losing conflicts. The steps bear the  *)
(* names of methods in the package dev.tvar.stm.internal:                  *)
(*                                                                         *)
(*   Take, SetHolder       Ticket.take: the queue, then the holder         *)
(*   Begin, Read           Attempt.begin, Attempt.read                     *)
(*   GoesElsewhere         the body retries or throws                      *)
(*   TryLock               Commit.lockAll                                  *)
(*   UnlockAll             Commit.unlockAll                                *)
(*   LookAtTicket          Commit.validate: Ticket.isHeldByOther           *)
(*   ReadsHold             Commit.validate: Validation.readsHold           *)
(*   Unlock                Commit.storeAll                                 *)
(*   GiveBack              Backoff.giveTicketBack                          *)
(*   AwaitFree             Backoff.recover: Ticket.awaitFree               *)
(*                                                                         *)
(* In place of versions, which would grow indefinitely, a transaction knows*)
(* which of its reads have been overwritten since.                         *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Txns,       \* the transactions; all read and write all cells
    Cells,      \* the variables
    K,          \* STM.ATTEMPTS_BEFORE_TICKET
    Nobody,     \* the owner of a cell or ticket that is free
    Broken      \* the step that is left out, or "nothing"

VARIABLES
    owner,      \* of each cell: the transaction that has it locked
    queue,      \* Ticket.QUEUE: the holder of its lock
    holder,     \* Ticket.holder
    pc,         \* of each transaction: its next step
    conflicts,  \* ... how many attempts it has lost, counted up to K
    has,        \* ... the cells that it has read
    stale,      \* ... the ones among them that have been overwritten since
    gaveWay     \* ... whether it lost to the holder of the ticket

vars == <<owner, queue, holder, pc, conflicts, has, stale, gaveWay>>

Init ==
    /\ owner = [c \in Cells |-> Nobody]
    /\ queue = Nobody
    /\ holder = Nobody
    /\ pc = [t \in Txns |-> "idle"]
    /\ conflicts = [t \in Txns |-> 0]
    /\ has = [t \in Txns |-> {}]
    /\ stale = [t \in Txns |-> {}]
    /\ gaveWay = [t \in Txns |-> FALSE]

Goto(t, step) == pc' = [pc EXCEPT ![t] = step]
LocksOf(t) == {c \in Cells : owner[c] = t}
Freed(t) == [c \in Cells |-> IF owner[c] = t THEN Nobody ELSE owner[c]]

Take(t) ==
    /\ pc[t] = "idle"
    /\ conflicts[t] = K
    /\ queue = Nobody
    /\ queue' = t
    /\ Goto(t, IF Broken = "holder before reads" THEN "begin" ELSE "setHolder")
    /\ UNCHANGED <<owner, holder, conflicts, has, stale, gaveWay>>

SetHolder(t) ==
    /\ pc[t] = "setHolder"
    /\ holder' = t
    /\ Goto(t, IF Broken = "holder before reads" THEN "lock" ELSE "begin")
    /\ UNCHANGED <<owner, queue, conflicts, has, stale, gaveWay>>

Begin(t) ==
    /\ pc[t] = "begin" \/ (pc[t] = "idle" /\ conflicts[t] < K)
    /\ has' = [has EXCEPT ![t] = {}]
    /\ stale' = [stale EXCEPT ![t] = {}]
    /\ gaveWay' = [gaveWay EXCEPT ![t] = FALSE]
    /\ Goto(t, "body")
    /\ UNCHANGED <<owner, queue, holder, conflicts>>

Read(t) ==
    /\ pc[t] = "body"
    /\ \E c \in Cells \ has[t] :
        /\ owner[c] = Nobody
        /\ has' = [has EXCEPT ![t] = @ \cup {c}]
    /\ Goto(t, IF has'[t] # Cells THEN "body"
               ELSE IF queue = t /\ holder # t THEN "setHolder" ELSE "lock")
    /\ UNCHANGED <<owner, queue, holder, conflicts, stale, gaveWay>>

GoesElsewhere(t) ==
    /\ pc[t] = "body"
    /\ Goto(t, "end")
    /\ conflicts' = [conflicts EXCEPT ![t] = 0]
    /\ UNCHANGED <<owner, queue, holder, has, stale, gaveWay>>

TryLock(t) ==
    /\ pc[t] = "lock"
    /\ \E c \in Cells \ LocksOf(t) :
        /\ owner[c] = Nobody
        /\ owner' = [owner EXCEPT ![c] = t]
        /\ Goto(t, IF LocksOf(t) \cup {c} = Cells THEN "look" ELSE "lock")
    /\ UNCHANGED <<queue, holder, conflicts, has, stale, gaveWay>>

(* The holder of the ticket is patient: it keeps its locks, and waits. *)
UnlockAll(t) ==
    /\ pc[t] = "lock"
    /\ LocksOf(t) # {} /\ LocksOf(t) # Cells
    /\ \E c \in Cells : owner[c] \notin {t, Nobody}
    /\ holder # t
    /\ Broken # "release of locks"
    /\ owner' = Freed(t)
    /\ UNCHANGED <<queue, holder, pc, conflicts, has, stale, gaveWay>>

LookAtTicket(t) ==
    /\ pc[t] = "look"
    /\ IF holder \notin {t, Nobody} /\ Broken # "check of the ticket"
       THEN /\ gaveWay' = [gaveWay EXCEPT ![t] = TRUE]
            /\ owner' = Freed(t)
            /\ Goto(t, "lost")
       ELSE Goto(t, "validate") /\ UNCHANGED <<owner, gaveWay>>
    /\ UNCHANGED <<queue, holder, conflicts, has, stale>>

ReadsHold(t) ==
    /\ pc[t] = "validate"
    /\ IF stale[t] # {}
       THEN owner' = Freed(t) /\ Goto(t, "lost")
       ELSE Goto(t, "store") /\ UNCHANGED owner
    /\ UNCHANGED <<queue, holder, conflicts, has, stale, gaveWay>>

Unlock(t) ==
    /\ pc[t] = "store"
    /\ \E c \in LocksOf(t) :
        /\ owner' = [owner EXCEPT ![c] = Nobody]
        /\ stale' = [u \in Txns |-> IF u # t /\ c \in has[u] THEN stale[u] \cup {c} ELSE stale[u]]
        /\ IF LocksOf(t) = {c}
           THEN Goto(t, "end") /\ conflicts' = [conflicts EXCEPT ![t] = 0]
           ELSE UNCHANGED <<pc, conflicts>>
    /\ UNCHANGED <<queue, holder, has, gaveWay>>

GiveBack(t) ==
    /\ pc[t] \in {"end", "lost"}
    /\ IF queue = t /\ Broken # "release of the ticket"
       THEN holder' = Nobody /\ queue' = Nobody
       ELSE UNCHANGED <<holder, queue>>
    /\ conflicts' = IF pc[t] = "lost" /\ conflicts[t] < K THEN [conflicts EXCEPT ![t] = @ + 1] ELSE conflicts
    /\ has' = [has EXCEPT ![t] = {}]
    /\ stale' = [stale EXCEPT ![t] = {}]
    /\ Goto(t, IF gaveWay[t] THEN "awaitFree" ELSE "idle")
    /\ UNCHANGED <<owner, gaveWay>>

AwaitFree(t) ==
    /\ pc[t] = "awaitFree"
    /\ queue = Nobody
    /\ gaveWay' = [gaveWay EXCEPT ![t] = FALSE]
    /\ Goto(t, "idle")
    /\ UNCHANGED <<owner, queue, holder, conflicts, has, stale>>

Step(t) ==
    \/ Take(t) \/ SetHolder(t) \/ Begin(t) \/ Read(t) \/ GoesElsewhere(t) \/ TryLock(t) \/ UnlockAll(t)
    \/ LookAtTicket(t) \/ ReadsHold(t) \/ Unlock(t) \/ GiveBack(t) \/ AwaitFree(t)

Next == \E t \in Txns : Step(t)

(* A thread that can take a step takes it. A thread that waits for a lock that is released repeatedly gets it eventually. *)
Fairness ==
    /\ \A t \in Txns : WF_vars(Step(t))
    /\ \A t \in Txns : SF_vars(Read(t)) /\ SF_vars(TryLock(t))

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(* I9: the first attempt under the ticket is not lost. *)
TheHolderNeverLoses == \A t \in Txns : pc[t] = "lost" => queue # t

(* I9: nothing that the holder has read changes before its commit. *)
TheHolderIsNotOvertaken == \A t \in Txns : holder = t => stale[t] = {}

(* I5 *)
NoLockSurvives == \A c \in Cells : owner[c] # Nobody => pc[owner[c]] \in {"lock", "look", "validate", "store"}

(* The ticket comes back. *)
TheTicketComesBack == \A t \in Txns : (holder = t) ~> (holder # t)
=============================================================================
