package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.compare.Workload;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts a word of the command line to a load. */
final class WorkloadConverter implements ITypeConverter<Workload> {
    @Override
    public Workload convert(String name) {
        try {
            return Workload.named(name);
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException(unknown.getMessage());
        }
    }
}
