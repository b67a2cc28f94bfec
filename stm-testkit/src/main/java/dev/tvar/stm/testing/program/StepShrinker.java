package dev.tvar.stm.testing.program;

import dev.tvar.stm.testing.shrink.Smaller;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Makes the steps of a transaction fewer and simpler. A list of steps never becomes empty. */
final class StepShrinker {
    /** Weight of a step that is no read: greater than any difference in the variables of two steps. */
    private static final long OTHER_THAN_READ = 1_000_000;

    private StepShrinker() {}

    /** Lists with fewer steps: without one, or with the parts of one in its place. */
    static Stream<List<Op>> shorter(List<Op> steps) {
        return Stream.of(
                        Smaller.withoutOne(steps).filter(fewer -> !fewer.isEmpty()),
                        IntStream.range(0, steps.size()).boxed().flatMap(i -> parts(steps.get(i))
                                .map(part -> withPartFor(steps, i, part))),
                        Smaller.withOneReplaced(steps, step -> inside(step, StepShrinker::shorter)))
                .flatMap(shorter -> shorter);
    }

    private static List<Op> withPartFor(List<Op> steps, int index, List<Op> part) {
        List<Op> replaced = new ArrayList<>(steps);
        replaced.remove(index);
        replaced.addAll(index, part);
        return replaced;
    }

    /** Steps of the same number that are simpler: reads, of variables with smaller numbers, and numbers nearer to zero. */
    static Stream<Op> simpler(Op step) {
        if (parts(step).findAny().isPresent()) {
            return inside(step, steps -> Smaller.withOneReplaced(steps, StepShrinker::simpler));
        }
        return Stream.concat(asRead(step), Stream.concat(withSmallerVariable(step), withSmallerNumber(step)));
    }

    private static Stream<Op> asRead(Op step) {
        return step instanceof Op.Read
                ? Stream.empty()
                : Stream.of(new Op.Read(variables(step).findFirst().orElse(0)));
    }

    private static Stream<Op> withSmallerVariable(Op step) {
        if (step instanceof Op.Copy copy) {
            return Stream.concat(
                    below(copy.from()).map(from -> new Op.Copy(from, copy.to())),
                    below(copy.to()).map(to -> new Op.Copy(copy.from(), to)));
        }
        return variables(step).findFirst().stream()
                .flatMap(StepShrinker::below)
                .map(variable -> renamed(step, any -> variable));
    }

    private static Stream<Integer> below(int variable) {
        return IntStream.range(0, variable).boxed();
    }

    private static Stream<Op> withSmallerNumber(Op step) {
        Stream<Op> none = Stream.empty();
        if (step instanceof Op.Write write) {
            return Smaller.numbers(write.value()).mapToObj(value -> new Op.Write(write.variable(), value));
        } else if (step instanceof Op.Add add) {
            return Smaller.numbers(add.delta()).mapToObj(delta -> new Op.Add(add.variable(), delta));
        } else if (step instanceof Op.AtLeast atLeast) {
            return Smaller.numbers(atLeast.bound()).mapToObj(bound -> new Op.AtLeast(atLeast.variable(), bound));
        } else if (step instanceof Op.Check check) {
            return Smaller.numbers(check.bound()).mapToObj(bound -> new Op.Check(check.variable(), bound));
        }
        return none;
    }

    // ---- what a step consists of

    /** The lists of steps inside one; none if it is simple. */
    private static Stream<List<Op>> parts(Op step) {
        if (step instanceof Op.Try attempt) {
            return Stream.of(attempt.steps());
        } else if (step instanceof Op.Nested nested) {
            return Stream.of(nested.steps());
        } else if (step instanceof Op.OrElse choice) {
            return Stream.of(choice.first(), choice.second());
        }
        return Stream.empty();
    }

    /** A step with one of its parts changed; none if it is simple. */
    private static Stream<Op> inside(Op step, Function<List<Op>, Stream<List<Op>>> change) {
        if (step instanceof Op.Try attempt) {
            return change.apply(attempt.steps()).map(Op.Try::new);
        } else if (step instanceof Op.Nested nested) {
            return change.apply(nested.steps()).map(Op.Nested::new);
        } else if (step instanceof Op.OrElse choice) {
            return Stream.concat(
                    change.apply(choice.first()).map(first -> new Op.OrElse(first, choice.second())),
                    change.apply(choice.second()).map(second -> new Op.OrElse(choice.first(), second)));
        }
        return Stream.empty();
    }

    /** The variables that a simple step names. */
    private static Stream<Integer> variables(Op step) {
        if (step instanceof Op.Read read) {
            return Stream.of(read.variable());
        } else if (step instanceof Op.Write write) {
            return Stream.of(write.variable());
        } else if (step instanceof Op.Copy copy) {
            return Stream.of(copy.from(), copy.to());
        } else if (step instanceof Op.Add add) {
            return Stream.of(add.variable());
        } else if (step instanceof Op.AtLeast atLeast) {
            return Stream.of(atLeast.variable());
        } else if (step instanceof Op.Check check) {
            return Stream.of(check.variable());
        }
        return Stream.empty();
    }

    /** Whether a step, or one inside it, names a variable. */
    static boolean names(Op step, int variable) {
        return variables(step).anyMatch(named -> named == variable)
                || parts(step).flatMap(List::stream).anyMatch(inner -> names(inner, variable));
    }

    static List<Op> renamed(List<Op> steps, UnaryOperator<Integer> names) {
        return steps.stream().map(step -> renamed(step, names)).toList();
    }

    private static Op renamed(Op step, UnaryOperator<Integer> names) {
        if (step instanceof Op.Read read) {
            return new Op.Read(names.apply(read.variable()));
        } else if (step instanceof Op.Write write) {
            return new Op.Write(names.apply(write.variable()), write.value());
        } else if (step instanceof Op.Copy copy) {
            return new Op.Copy(names.apply(copy.from()), names.apply(copy.to()));
        } else if (step instanceof Op.Add add) {
            return new Op.Add(names.apply(add.variable()), add.delta());
        } else if (step instanceof Op.AtLeast atLeast) {
            return new Op.AtLeast(names.apply(atLeast.variable()), atLeast.bound());
        } else if (step instanceof Op.Check check) {
            return new Op.Check(names.apply(check.variable()), check.bound());
        } else if (step instanceof Op.Try attempt) {
            return new Op.Try(renamed(attempt.steps(), names));
        } else if (step instanceof Op.Nested nested) {
            return new Op.Nested(renamed(nested.steps(), names));
        } else if (step instanceof Op.OrElse choice) {
            return new Op.OrElse(renamed(choice.first(), names), renamed(choice.second(), names));
        }
        return step;
    }

    // ---- sizes

    /** The count of all steps, those inside others among them. */
    static long count(List<Op> steps) {
        return steps.stream()
                .mapToLong(
                        step -> 1 + parts(step).mapToLong(StepShrinker::count).sum())
                .sum();
    }

    /** The number of steps that are no reads, combined with the distance of the variables from the first one. */
    static long weight(List<Op> steps) {
        return steps.stream().mapToLong(StepShrinker::weight).sum();
    }

    private static long weight(Op step) {
        return (step instanceof Op.Read ? 0 : OTHER_THAN_READ)
                + variables(step).mapToLong(Integer::longValue).sum()
                + parts(step).mapToLong(StepShrinker::weight).sum();
    }

    /** All numbers in the steps. */
    static LongStream numbers(List<Op> steps) {
        return steps.stream()
                .flatMapToLong(
                        step -> LongStream.concat(numbers(step), parts(step).flatMapToLong(StepShrinker::numbers)));
    }

    private static LongStream numbers(Op step) {
        if (step instanceof Op.Write write) {
            return LongStream.of(write.value());
        } else if (step instanceof Op.Add add) {
            return LongStream.of(add.delta());
        } else if (step instanceof Op.AtLeast atLeast) {
            return LongStream.of(atLeast.bound());
        } else if (step instanceof Op.Check check) {
            return LongStream.of(check.bound());
        }
        return LongStream.empty();
    }
}
