package dev.tvar.stm.benchmarks.cli;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.plan.Workload;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names of workloads and engines on the command line. */
final class Choices {
    private Choices() {}

    /** Reads the name of a workload. */
    static final class OfWorkload implements ITypeConverter<Workload> {
        @Override
        public Workload convert(String value) {
            return orComplain(
                    () -> Workload.named(value),
                    Arrays.stream(Workload.values()).map(Workload::label));
        }
    }

    /** Reads the name of an engine. */
    static final class OfEngine implements ITypeConverter<Engines> {
        @Override
        public Engines convert(String value) {
            return orComplain(
                    () -> Engines.named(value), Arrays.stream(Engines.values()).map(Engines::label));
        }
    }

    /** All names, for the help. */
    static final class AllEngines implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Engines.values()).map(Engines::label).iterator();
        }
    }

    private interface Parser<T> {
        T parse();
    }

    private static <T> T orComplain(Parser<T> parser, Stream<String> names) {
        try {
            return parser.parse();
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage() + "; there are " + String.join(", ", names.toList()));
        }
    }
}
