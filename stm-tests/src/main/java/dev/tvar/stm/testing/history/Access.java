package dev.tvar.stm.testing.history;

import org.jspecify.annotations.Nullable;

/** What an attempt did to one variable. */
public sealed interface Access {
    /**
     * The variable.
     *
     * @return its name, unique in the history
     */
    String variable();

    /**
     * The version that was seen, or that the write made. The versions of a variable are in the order of its commits.
     *
     * @return the version; the gaps between them mean nothing
     */
    long version();

    /**
     * A read of a value that another attempt wrote. A read of an attempt's own write is not part of a history.
     *
     * @param variable what was read
     * @param version the version that was found
     * @param value what was found, or null if it is not known
     */
    record Read(String variable, long version, @Nullable Value value) implements Access {
        @Override
        public String toString() {
            return "reads " + Notation.variable(this, value);
        }
    }

    /**
     * A comparison with a bound, of which nothing but the answer was used ({@code TLong.isAtLeast}). The instant of the
     * attempt may be that of any version from the given one on with which the answer is the same.
     *
     * @param variable what was compared
     * @param version the version with which the answer was found
     * @param bound the bound
     * @param atLeast the answer: whether the value was at least the bound
     */
    record Answer(String variable, long version, long bound, boolean atLeast) implements Access {
        boolean isTrueOf(Value value) {
            return value.isNumber() && value.number() >= bound == atLeast;
        }

        /** The answer as it is spoken of. */
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
     * A write, blind or not: {@code TLong.add} is a write of the sum that it led to. If an attempt writes a variable more
     * than once, only the last write counts.
     *
     * @param variable what was written
     * @param version the version that it has, or would have if the attempt had committed
     * @param value what was written, or null if it is not known
     */
    record Write(String variable, long version, @Nullable Value value) implements Access {
        @Override
        public String toString() {
            return "writes " + Notation.variable(this, value);
        }
    }
}
