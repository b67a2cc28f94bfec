---------------------------- MODULE CommitBounds ----------------------------
(* Small bounds for Commit.tla: which programs the transactions may have. *)
EXTENDS Commit, TLC

Symmetry == Permutations(Txns) \cup Permutations(Snaps) \cup Permutations(Cells)

(* Every order of at most this number of reads of different cells. *)
Orders(most) == {s \in UNION {[1..n -> Cells] : n \in 0..most} : \A i, j \in 1..Len(s) : s[i] = s[j] => i = j}

(* Every program with at most two reads. *)
AnyProgram == [reads : Orders(2), writes : SUBSET Cells]

(* The two halves of a write skew, blind writers, and auditors that read all cells. *)
SkewsAndAudits ==
    {[reads |-> r, writes |-> Cells \ {r[1]}] : r \in {o \in Orders(1) : Len(o) = 1}}
        \cup {[reads |-> <<>>, writes |-> Cells]}
        \cup {[reads |-> r, writes |-> {}] : r \in {o \in Orders(2) : Len(o) = 2}}

(* Writers that read nothing. *)
BlindWriters == {[reads |-> <<>>, writes |-> Cells]}
=============================================================================
