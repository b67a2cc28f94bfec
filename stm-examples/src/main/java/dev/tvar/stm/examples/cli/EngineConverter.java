package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.engine.Engine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts a word of the command line to an engine. */
final class EngineConverter implements ITypeConverter<Engine> {
    @Override
    public Engine convert(String name) {
        try {
            return Engine.named(name);
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException(unknown.getMessage());
        }
    }
}
