package dev.tvar.stm.examples.ledger;

import java.util.List;

/** A file or a value of the user cannot be used; nothing was applied and nothing was written. */
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
     * Everything that is wrong.
     *
     * @return one line of text per problem, at least one
     */
    public List<String> problems() {
        return problems;
    }
}
