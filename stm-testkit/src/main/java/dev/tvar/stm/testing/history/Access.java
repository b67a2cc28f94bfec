package dev.tvar.stm.testing.history;

import org.jspecify.annotations.Nullable;

/** An access of an attempt to one variable. */
public sealed interface Access {
    /**
     * The variable.
     *
     * @return its name, unique in the history
     */
    String variable();

    /**
     * The version that was read, or that the write created. The versions of a variable are in the order of its commits.
     *
     * @return the version; gaps between versions have no meaning
     */
    long version();

    /**
     * A read of a value that another attempt wrote. A read of an attempt's own write is not part of a history.
     *
     * @param variable the variable read
     * @param version the version read
     * @param value the value read, or null if it is not known
     */
    record Read(String variable, long version, @Nullable Value value) implements Access {
        @Override
        public String toString() {
            return "reads " + Notation.variable(this, value);
        }
    }

    /**
     * A comparison with a bound, of which only the answer was used ({@code TLong.isAtLeast}). The instant
     * of the attempt may be that of any version, from the given one on, that gives the same answer.
     *
     * @param variable the variable compared
     * @param version the version that gave the answer
     * @param bound the bound
     * @param atLeast the answer: whether the value was at least the bound
     */
    record Answer(String variable, long version, long bound, boolean atLeast) implements Access {
        boolean isTrueOf(Value value) {
            return value.isNumber() && value.number() >= bound == atLeast;
        }

        /** The answer in words. */
        String answer() {
            return Notation.name(variable) + comparison();
        }

        private String comparison() {
            return (atLeast ? " >= " : " < ") + bound;
        }

        @Override
        public String toString() {
            return "finds " + Notation.variable(this, null) + comparison();
        }
    }

    /**
     * A write, blind or not: {@code TLong.add} is a write of the resulting sum. If an attempt writes a variable more
     * than once, only the last write counts.
     *
     * @param variable the variable written
     * @param version the version of the write, or the one it would have if the attempt had committed
     * @param value the value written, or null if it is not known
     */
    record Write(String variable, long version, @Nullable Value value) implements Access {
        @Override
        public String toString() {
            return "writes " + Notation.variable(this, value);
        }
    }
}
