package dev.tvar.stm.testing.history;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Describes the fault of a single access. */
final class Faults {
    private final List<Attempt> attempts;

    Faults(List<Attempt> attempts) {
        this.attempts = attempts;
    }

    private String name(int attempt) {
        return attempts.get(attempt).name();
    }

    Violation writtenTwice(String variable, Versions.Version one, Versions.Version other) {
        String step = name(one.writer()) + " and " + name(other.writer()) + " both wrote "
                + Notation.variable(variable, one.number(), null);
        return violation(Phenomenon.VERSION_WRITTEN_TWICE, step, one.writer(), other.writer());
    }

    Violation torn(int reader, Access access, Versions.Version found) {
        String seen = name(reader) + " "
                + (access instanceof Access.Answer answer
                        ? "found " + answer.answer() + " with version " + answer.version()
                        : "read " + Notation.variable(access, ((Access.Read) access).value()));
        String version = Notation.variable(access, found.value());
        String written = found.writer() == Versions.NO_WRITER
                ? ", which others saw as " + version
                : ", but " + name(found.writer()) + " wrote " + version;
        return violation(Phenomenon.TORN_READ, seen + written, reader, found.writer());
    }

    /** For a version that no committed attempt left behind, the attempt that may have written it. */
    Violation noSuchVersion(int reader, Access access, int writer) {
        String seen = name(reader) + " read " + Notation.variable(access, null);
        if (writer == Versions.NO_WRITER) {
            return violation(
                    Phenomenon.UNKNOWN_VERSION, seen + ", which no attempt of this history wrote", reader, writer);
        }
        if (attempts.get(writer).committed()) {
            String step = seen + ", which " + name(writer) + " had written and then overwritten itself";
            return violation(Phenomenon.INTERMEDIATE_READ, step, reader, writer);
        }
        String step = seen + ", which " + name(writer) + " had written and never committed";
        return violation(Phenomenon.DIRTY_READ, step, reader, writer);
    }

    private Violation violation(Phenomenon phenomenon, String step, int one, int other) {
        Set<Attempt> involved = new LinkedHashSet<>();
        involved.add(attempts.get(one));
        if (other != Versions.NO_WRITER) {
            involved.add(attempts.get(other));
        }
        return new Violation(phenomenon, List.of(step), List.copyOf(involved));
    }
}
