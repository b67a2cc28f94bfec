package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.history.Answers.Movable;
import dev.tvar.stm.testing.history.Digraph.Components;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a history is opaque: whether all its attempts, those that did not commit among them, could have run one
 * after the other, in an order that agrees with real time, and seen what they saw. For the committed ones this is strict
 * serialisability.
 *
 * <p>The order of the versions of each variable is known, so it is enough to look for a cycle in the graph of who must come
 * before whom (Guerraoui and Kapałka, "On the Correctness of Transactional Memory", 2008; Adya, "Weak Consistency", 1999). That takes
 * time in proportion to the length of the history, but for sorting and for answers of isAtLeast, which each take a
 * search in logarithmic time.
 *
 * <p>What is refused is wrong. What is accepted is right, with one exception, which {@link Verdict#undecided()} tells.
 */
public final class HistoryChecker {
    /** So often answers are moved to later ranges before the history is called undecided. */
    private static final int ROUNDS = 400;

    /** So many edges are looked at to find out which ranges end too early. */
    private static final long BUDGET = 50_000_000;

    private final Index index;
    private final Dependencies dependencies;
    private final Set<Integer> guessed = new HashSet<>();
    private final Random random = new Random(0);
    private int rounds;
    private long spent;
    private long steps;
    private @Nullable Violation cycle;

    private HistoryChecker(History history) {
        index = new Index(history);
        dependencies = new Dependencies(index);
    }

    /**
     * What was found.
     *
     * @param violation what is wrong; empty if nothing is
     * @param undecided true if nothing was found, but answers of isAtLeast about variables that crossed their bounds to and
     *     fro leave so many possibilities that not all were tried
     * @param operations how long the history was
     * @param steps how much work it was: accesses, nodes and edges that were looked at
     */
    public record Verdict(Optional<Violation> violation, boolean undecided, long operations, long steps) {}

    /**
     * Checks a history.
     *
     * @param history what to check
     * @return what was found
     */
    public static Verdict check(History history) {
        HistoryChecker checker = new HistoryChecker(history);
        Violation fault = checker.index.fault();
        boolean decided = true;
        if (fault == null) {
            decided = checker.settleAnswers();
            fault = checker.cycle;
        }
        return new Verdict(
                Optional.ofNullable(fault), !decided, history.operations(), checker.index.steps + checker.steps);
    }

    /** Returns false if it could not decide. */
    private boolean settleAnswers() {
        while (rounds < ROUNDS && spent < BUDGET) {
            guessed.clear();
            if (settle(new Answers(index))) {
                return true;
            }
        }
        return false;
    }

    /** Returns false if it guessed, and maybe guessed wrong. */
    private boolean settle(Answers answers) {
        while (rounds++ < ROUNDS && spent < BUDGET) {
            Digraph certain = dependencies.graph(true, false);
            Components certainly = components(certain);
            if (!certainly.isAcyclic()) {
                return foundCycle(certainly);
            }
            if (answers.movable().isEmpty()) {
                return true;
            }
            Components components = components(dependencies.graph(true, true));
            if (components.isAcyclic()) {
                return true;
            }
            moveOn(answers, certain, components);
            spent += certain.steps;
        }
        return false;
    }

    private Components components(Digraph graph) {
        Components components = graph.components();
        steps += graph.steps;
        graph.steps = 0;
        return components;
    }

    private boolean foundCycle(Components components) {
        for (int attempt : guessed) {
            if (components.size(components.of(attempt)) > 1) {
                return false;
            }
        }
        Digraph graph = dependencies.graph(false, false);
        List<Relation> relations = new SmallestCycle(index, graph).find();
        List<String> words = relations.stream().map(each -> each.words(index)).toList();
        List<Attempt> attempts = relations.stream()
                .map(each -> index.attempts.get(each.from()))
                .sorted((a, b) -> Long.compare(a.begin(), b.begin()))
                .toList();
        cycle = new Violation(new Naming(index, relations).phenomenon(), words, attempts);
        return true;
    }

    /** Moves the answers whose ranges certainly end too early; if there are none, some that may be one of them. */
    private void moveOn(Answers answers, Digraph certain, Components components) {
        Paths paths = new Paths(certain);
        List<Movable> suspects = new ArrayList<>();
        boolean moved = false;
        for (Movable each : answers.movable()) {
            int component = components.of(each.attempt());
            boolean certainlyTooEarly = true;
            while (certainlyTooEarly && each.placed().movable && certain.steps < BUDGET) {
                int end = answers.writerAfter(each.placed());
                certainlyTooEarly = components.of(end) == component
                        && paths.leads(end, each.attempt(), node -> components.of(node) == component);
                if (certainlyTooEarly) {
                    answers.move(each.placed());
                    moved = true;
                } else if (components.of(end) == component) {
                    suspects.add(each);
                }
            }
        }
        if (!moved && !suspects.isEmpty()) {
            Movable guess = suspects.get(random.nextInt(suspects.size()));
            guessed.add(guess.attempt());
            answers.move(guess.placed());
        }
    }
}
