package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.history.Digraph.Components;
import dev.tvar.stm.testing.history.Index.Placed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

/*
 * Goal. Find for each answer of isAtLeast a range of versions in which the instant of its attempt lies, so that no cycle is
 * left, or find that there is none.
 *
 * Mechanism. If the attempt wrote the variable itself, its instant is that of the version it overwrote. Otherwise it starts
 * with the range of the version at which the answer was found. A range puts the attempt after the writer of its first
 * version (which is certain, since later ranges come after that one, too) and before the writer of the version that ends it
 * (which is not certain if there is a later range). The graph of these edges has strongly connected components; each component
 * of several attempts is a cycle to resolve, by itself. Where certain edges put the writer that ends a range before the attempt,
 * the attempt advances to its next range. If no range of a component can advance for certain, one advances on a guess. Every
 * change in a component with a guess counts as a guess, too. A cycle that contains a guess undoes all guesses of its
 * component. A range may begin with a version of an attempt outside the component, so the whole graph is checked again at the end.
 *
 * Why it is right. Without guesses a range is abandoned only if the attempt cannot lie in it, and only a cycle without guesses
 * rejects a history: no correct history is rejected. A cycle that a guess caused passes through a guessed range or a range
 * that advanced because of it, since a range adds only edges of its own attempt. If no cycle is left, each attempt has a place: no
 * incorrect history is accepted. When the budget is used up, the history is accepted as undecided. That takes at least two answers,
 * each about a variable that left its side of the bound and came back.
 *
 * Cost. The whole graph is traversed once, and usually once more if there was a cycle. A round costs the size of the component,
 * which is small: it contains attempts that overlapped. Nodes numbered next to a component are traversed with it, since
 * the next range of an answer usually begins there; otherwise the whole graph was traversed up to twenty times.
 */
final class AnswerSearch {
    /** How a search ends. */
    enum Outcome {
        RIGHT,
        WRONG,
        UNDECIDED
    }

    /** The maximum number of traversals of the whole graph. */
    private static final int PASSES = 40;

    /** So often answers of one knot are moved in a pass. */
    private static final int ROUNDS = 400;

    /** The number of nodes before and after a component that are traversed with it. */
    private static final int MARGIN = 60;

    /** The maximum number of nodes and edges of components that are traversed, in all and in one component. */
    private static final long BUDGET = 50_000_000;

    /** An answer that might have a later range. */
    private record Movable(int attempt, Placed placed) {}

    private final Index index;
    private final Dependencies dependencies;
    private final Answers answers;

    /** Of each node its place in the knot that is being untied; -1 outside. */
    private final int[] place;

    /** Of each attempt whether its answers are where they are on a guess. */
    private final boolean[] guessed;

    private final Random random = new Random(0);
    private long passed;
    private long spent;

    AnswerSearch(Index index, Dependencies dependencies) {
        this.index = index;
        this.dependencies = dependencies;
        answers = new Answers(index);
        guessed = new boolean[dependencies.nodes()];
        place = new int[dependencies.nodes()];
        Arrays.fill(place, -1);
    }

    /** The number of nodes and edges traversed. */
    long steps() {
        return passed + spent;
    }

    /** Searches. If the history is wrong, its answers are afterwards in ranges that are certain. */
    Outcome run() {
        for (int pass = 0; pass < PASSES && spent < BUDGET; pass++) {
            Digraph graph = dependencies.graph(true, true);
            Components components = graph.components();
            passed += graph.steps;
            if (components.isAcyclic()) {
                return Outcome.RIGHT;
            }
            for (int[] knot : components.ofSeveral(MARGIN)) {
                if (isCertainlyTied(knot)) {
                    takeBackAll();
                    return Outcome.WRONG;
                }
            }
        }
        return Outcome.UNDECIDED;
    }

    /** Unties a knot, if it can; returns true if it has a cycle that no guess brought about. */
    private boolean isCertainlyTied(int[] knot) {
        for (int i = 0; i < knot.length; i++) {
            place[knot[i]] = i;
        }
        boolean certainlyTied = false;
        boolean untied = false;
        for (int round = 0; round < ROUNDS && spent < BUDGET && !certainlyTied && !untied; round++) {
            Digraph certain = dependencies.graph(knot, place, false);
            List<int[]> cycles = certain.components().ofSeveral();
            if (cycles.isEmpty()) {
                untied = moveOn(knot, certain);
            } else {
                certainlyTied = cycles.stream().anyMatch(cycle -> !hasGuess(knot, cycle));
                for (int node : knot) {
                    takeBack(node);
                }
            }
            spent += certain.steps;
        }
        for (int node : knot) {
            place[node] = -1;
        }
        return certainlyTied;
    }

    private boolean hasGuess(int[] knot, int[] cycle) {
        return Arrays.stream(cycle).anyMatch(i -> guessed[knot[i]]);
    }

    private void takeBackAll() {
        for (int attempt = 0; attempt < index.attempts.size(); attempt++) {
            takeBack(attempt);
        }
    }

    private void takeBack(int node) {
        if (guessed[node]) {
            guessed[node] = false;
            answers.placeFirst(node);
        }
    }

    /** Goes on with each part of a knot that is still tied; returns true if there is none. */
    private boolean moveOn(int[] knot, Digraph certain) {
        Digraph graph = dependencies.graph(knot, place, true);
        Components components = graph.components();
        spent += graph.steps;
        Paths paths = new Paths(certain);
        for (int[] tied : components.ofSeveral()) {
            IntPredicate isTied = node -> node >= 0 && components.of(node) == components.of(tied[0]);
            boolean afterGuess = hasGuess(knot, tied);
            boolean moved = false;
            List<Movable> suspects = movable(knot, tied);
            for (Movable each : suspects) {
                if (certain.steps < BUDGET && moveOn(each, paths, isTied)) {
                    guessed[each.attempt()] |= afterGuess;
                    moved = true;
                }
            }
            if (!moved) {
                suspects.removeIf(each -> !isTied.test(place[answers.writerAfter(each.placed())]));
                guess(suspects);
            }
        }
        return components.isAcyclic();
    }

    private void guess(List<Movable> suspects) {
        if (!suspects.isEmpty()) {
            Movable suspect = suspects.get(random.nextInt(suspects.size()));
            guessed[suspect.attempt()] = true;
            answers.move(suspect.placed());
        }
    }

    private List<Movable> movable(int[] knot, int[] tied) {
        List<Movable> movable = new ArrayList<>();
        for (int i : tied) {
            if (knot[i] < index.attempts.size()) {
                for (Placed placed : index.accesses(knot[i])) {
                    if (placed.movable) {
                        movable.add(new Movable(knot[i], placed));
                    }
                }
            }
        }
        return movable;
    }

    /** Moves an answer as long as its range certainly ends too early; returns whether it did. */
    private boolean moveOn(Movable answer, Paths paths, IntPredicate isTied) {
        boolean moved = false;
        while (answer.placed().movable && endsTooEarly(answer, paths, isTied)) {
            answers.move(answer.placed());
            moved = true;
        }
        return moved;
    }

    private boolean endsTooEarly(Movable answer, Paths paths, IntPredicate isTied) {
        int end = place[answers.writerAfter(answer.placed())];
        return isTied.test(end) && paths.leads(end, place[answer.attempt()], isTied);
    }
}
