--------------------------- MODULE WaitingBounds ---------------------------
(* Small bounds for Waiting.tla: the names that are interchangeable. *)
EXTENDS Waiting, TLC

Symmetry == Permutations(Waiters) \cup Permutations(Writers) \cup Permutations(Cells)
=============================================================================
