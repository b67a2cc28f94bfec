package dev.tvar.stm.testing.program;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Programs and their results as text for people. */
final class ProgramText {
    private ProgramText() {}

    /** For instance {@code { read x0; write x1 = 5 }}. */
    static String of(List<Op> steps) {
        return steps.stream().map(ProgramText::of).collect(Collectors.joining("; ", "{ ", " }"));
    }

    private static String of(Op step) {
        if (step instanceof Op.Read read) {
            return "read x" + read.variable();
        } else if (step instanceof Op.Write write) {
            return "write x" + write.variable() + " = " + write.value();
        } else if (step instanceof Op.Copy copy) {
            return "write x" + copy.to() + " = x" + copy.from() + " + 1";
        } else if (step instanceof Op.Add add) {
            return "add " + add.delta() + " to x" + add.variable();
        } else if (step instanceof Op.AtLeast atLeast) {
            return "ask x" + atLeast.variable() + " >= " + atLeast.bound();
        } else if (step instanceof Op.Check check) {
            return "retry unless x" + check.variable() + " >= " + check.bound();
        } else if (step instanceof Op.Retry) {
            return "retry";
        } else if (step instanceof Op.Fail) {
            return "throw";
        }
        return ofCompound(step);
    }

    private static String ofCompound(Op step) {
        if (step instanceof Op.Try attempt) {
            return "try " + of(attempt.steps());
        } else if (step instanceof Op.Nested nested) {
            return "nested " + of(nested.steps());
        } else if (step instanceof Op.OrElse choice) {
            return "either " + of(choice.first()) + " or " + of(choice.second());
        }
        throw new AssertionError("no such step: " + step);
    }

    /** For instance {@code x0=5 x1=7, x0 never below -5}. */
    static String ofInitial(ConcurrentProgram program) {
        String values = ofValues(program.initial());
        if (program.floor() == ConcurrentProgram.NO_FLOOR) {
            return values;
        }
        String bounded = IntStream.range(0, program.initial().size())
                .filter(ConcurrentProgram::hasFloor)
                .mapToObj(i -> "x" + i)
                .collect(Collectors.joining(", "));
        return values + ", " + bounded + " never below " + program.floor();
    }

    /** For instance {@code x0=5 x1=7}. */
    static String ofValues(List<Long> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> "x" + i + "=" + values.get(i))
                .collect(Collectors.joining(" "));
    }

    /** One transaction with the ticks of its call and return, and its observations. */
    static String of(TxnProgram transaction, Execution.Event event) {
        List<Long> seen = event.outcome().observed();
        String saw = seen.isEmpty()
                ? ""
                : ", saw " + seen.stream().map(ProgramText::seen).collect(Collectors.joining(" "));
        String end =
                switch (event.outcome().end()) {
                    case COMMITTED -> "committed";
                    case FAILED -> "threw";
                    case BLOCKED -> "retried";
                };
        return "[%d-%d] %s %s%s".formatted(event.start(), event.end(), transaction, end, saw);
    }

    private static String seen(long value) {
        return value == Interpreter.CAUGHT ? "an exception" : Long.toString(value);
    }
}
