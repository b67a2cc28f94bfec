package dev.tvar.stm.testing.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The accesses of transactions to variables, with every version that was read or written. Immutable and thread-safe.
 *
 * <p>It has a text form, a line for each event, so that it can be written by hand, kept in a file, and read again:
 *
 * <pre>
 * # two tellers, one account
 * T1 begins in teller-1
 * T1 reads a@0=100
 * T2 begins in teller-2
 * T2 finds a@0 &gt;= 50
 * T2 writes a@1=50
 * T2 commits
 * T1 aborts
 * </pre>
 *
 * {@code a@1=50} is version 1 of the variable a, with the value 50; the value may be omitted, and is {@code #64} for an
 * object that is not a number. Names with spaces are in double quotes. {@code T1 begins} may be followed by {@code in}
 * and the name of a thread. Real time goes from line to line; an attempt without a last line is still running.
 */
public final class History {
    private final List<Attempt> attempts;

    /**
     * A history of some attempts.
     *
     * @param attempts in any order; copied
     * @throws IllegalArgumentException if two of them have the same name
     */
    public History(Collection<Attempt> attempts) {
        this.attempts = attempts.stream()
                .sorted(Comparator.comparingLong(Attempt::begin))
                .toList();
        Set<String> names = new HashSet<>();
        for (Attempt attempt : this.attempts) {
            if (!names.add(attempt.name())) {
                throw new IllegalArgumentException("two attempts are called " + attempt.name());
            }
        }
    }

    /**
     * Reads the text form.
     *
     * @param text the events, one a line
     * @return the history
     * @throws IllegalArgumentException if a line makes no sense; the message has its number
     */
    public static History parse(String text) {
        return new HistoryParser().parse(text);
    }

    /**
     * Reads a file in the text form.
     *
     * @param file the file, in UTF-8
     * @return the history
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a line makes no sense; the message has its number
     */
    public static History read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /**
     * Writes a file in the text form.
     *
     * @param file the file; overwritten if it exists
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Files.writeString(file, toString());
    }

    /**
     * The attempts.
     *
     * @return all of them, in the order in which they began
     */
    public List<Attempt> attempts() {
        return attempts;
    }

    /**
     * The length of the history.
     *
     * @return the number of begins, accesses and ends
     */
    public long operations() {
        return attempts.stream()
                .mapToLong(attempt -> attempt.accesses().size() + 2L)
                .sum();
    }

    /** The text form. The accesses of an attempt are shown together, at its end. */
    @Override
    public String toString() {
        return Notation.text(attempts);
    }
}
