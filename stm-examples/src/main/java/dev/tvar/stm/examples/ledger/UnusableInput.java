package dev.tvar.stm.examples.ledger;

import java.util.List;

/** Thrown when a file or value of the user cannot be used; nothing was applied or written. */
public final class UnusableInput extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable java.util list, which is serialisable
    private final List<String> problems;

    UnusableInput(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    UnusableInput(String problem) {
        this(List.of(problem));
    }

    /**
     * All problems.
     *
     * @return one line of text per problem, at least one
     */
    public List<String> problems() {
        return problems;
    }
}
