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
 * Mechanism. If the attempt wrote the variable itself, its instant is that of the version it overwrote. Otherwise it
 * starts with the range of the version at which the answer was found. A range puts the attempt after the writer of its
 * first version (which is certain, since later ranges come after that one, too) and before the writer of the version
 * that ends it (which is not certain if there is a later range). The graph of these edges has strongly connected
 * components; each component of several attempts is a cycle to resolve, by itself. Where certain edges put the writer
 * that ends a range before the attempt, the attempt advances to its next range. If no range of a component can advance
 * for certain, one advances on a guess. Every change in a component with a guess counts as a guess, too. A cycle that
 * contains a guess undoes all guesses of its component. A range may begin with a version of an attempt outside the
 * component, so the whole graph is checked again at the end.
 *
 * Why it is right. Without guesses a range is abandoned only if the attempt cannot lie in it, and only a cycle without
 * guesses rejects a history: no correct history is rejected. A cycle that a guess caused passes through a guessed range
 * or a range that advanced because of it, since a range adds only edges of its own attempt. If no cycle is left, each
 * attempt has a place: no incorrect history is accepted. When the budget is used up, the history is accepted as
 * undecided. That takes at least two answers, each about a variable that left its side of the bound and came back.
 *
 * Cost. The whole graph is traversed once, and usually once more if there was a cycle. A round costs the size of the
 * component, which is small: it contains attempts that overlapped. Nodes numbered next to a component are traversed
 * with it, since the next range of an answer usually begins there; otherwise the whole graph was traversed up to twenty
 * times.
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

    /** Limit of the moves of answers of one component in a pass. */
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

    /** For each node, its place in the component whose cycles are being resolved; -1 outside. */
    private final int[] place;

    /** For each attempt, whether the ranges of its answers are guesses. */
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

    /** Searches. If the history is incorrect, its answers are afterwards in ranges that are certain. */
    Outcome run() {
        for (int pass = 0; pass < PASSES && spent < BUDGET; pass++) {
            Digraph graph = dependencies.graph(true, true);
            Components components = graph.components();
            passed += graph.steps;
            if (components.isAcyclic()) {
                return Outcome.RIGHT;
            }
            for (int[] component : components.ofSeveral(MARGIN)) {
                if (hasCertainCycle(component)) {
                    takeBackAll();
                    return Outcome.WRONG;
                }
            }
        }
        return Outcome.UNDECIDED;
    }

    /** Resolves the cycles of a component, if possible; returns true if it has a cycle that no guess caused. */
    private boolean hasCertainCycle(int[] component) {
        for (int i = 0; i < component.length; i++) {
            place[component[i]] = i;
        }
        boolean certainCycle = false;
        boolean resolved = false;
        for (int round = 0; round < ROUNDS && spent < BUDGET && !certainCycle && !resolved; round++) {
            Digraph certain = dependencies.graph(component, place, false);
            List<int[]> cycles = certain.components().ofSeveral();
            if (cycles.isEmpty()) {
                resolved = advance(component, certain);
            } else {
                certainCycle = cycles.stream().anyMatch(cycle -> !hasGuess(component, cycle));
                for (int node : component) {
                    takeBack(node);
                }
            }
            spent += certain.steps;
        }
        for (int node : component) {
            place[node] = -1;
        }
        return certainCycle;
    }

    private boolean hasGuess(int[] component, int[] cycle) {
        return Arrays.stream(cycle).anyMatch(i -> guessed[component[i]]);
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

    /** Continues with each part of a component that still has cycles; returns true if there is none. */
    private boolean advance(int[] component, Digraph certain) {
        Digraph graph = dependencies.graph(component, place, true);
        Components components = graph.components();
        spent += graph.steps;
        Paths paths = new Paths(certain);
        for (int[] cycle : components.ofSeveral()) {
            IntPredicate isInCycle = node -> node >= 0 && components.of(node) == components.of(cycle[0]);
            boolean afterGuess = hasGuess(component, cycle);
            boolean moved = false;
            List<Movable> suspects = movable(component, cycle);
            for (Movable each : suspects) {
                if (certain.steps < BUDGET && advance(each, paths, isInCycle)) {
                    guessed[each.attempt()] |= afterGuess;
                    moved = true;
                }
            }
            if (!moved) {
                suspects.removeIf(each -> !isInCycle.test(place[answers.writerAfter(each.placed())]));
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

    private List<Movable> movable(int[] component, int[] cycle) {
        List<Movable> movable = new ArrayList<>();
        for (int i : cycle) {
            if (component[i] < index.attempts.size()) {
                for (Placed placed : index.accesses(component[i])) {
                    if (placed.movable) {
                        movable.add(new Movable(component[i], placed));
                    }
                }
            }
        }
        return movable;
    }

    /** Advances an answer as long as its range certainly ends too early; returns whether it advanced. */
    private boolean advance(Movable answer, Paths paths, IntPredicate isInCycle) {
        boolean moved = false;
        while (answer.placed().movable && endsTooEarly(answer, paths, isInCycle)) {
            answers.move(answer.placed());
            moved = true;
        }
        return moved;
    }

    private boolean endsTooEarly(Movable answer, Paths paths, IntPredicate isInCycle) {
        int end = place[answers.writerAfter(answer.placed())];
        return isInCycle.test(end) && paths.leads(end, place[answer.attempt()], isInCycle);
    }
}
