--------------------------- MODULE WaitingBounds ---------------------------
(* Small bounds for Waiting.tla: who is interchangeable. *)
EXTENDS Waiting, TLC

Symmetry == Permutations(Waiters) \cup Permutations(Writers) \cup Permutations(Cells)
=============================================================================
