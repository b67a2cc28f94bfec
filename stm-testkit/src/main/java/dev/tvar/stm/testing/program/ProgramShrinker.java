package dev.tvar.stm.testing.program;

import dev.tvar.stm.testing.shrink.Cuts;
import dev.tvar.stm.testing.shrink.Smaller;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes transactions and programs smaller; {@link StepShrinker} simplifies their steps. */
final class ProgramShrinker {
    static final Cuts<TxnProgram> TRANSACTIONS = new Cuts<>(
            ProgramShrinker::sizeOf,
            List.of(ProgramShrinker::updates, ProgramShrinker::shorter, ProgramShrinker::simpler));

    static final Cuts<ConcurrentProgram> PROGRAMS = new Cuts<>(
            ProgramShrinker::sizeOf,
            List.of(
                    ProgramShrinker::withoutThread,
                    ProgramShrinker::withoutTransaction,
                    ProgramShrinker::withoutFloor,
                    inOneTransaction(ProgramShrinker::shorter),
                    ProgramShrinker::withoutVariable,
                    ProgramShrinker::withOneVariableForTwo,
                    inOneTransaction(ProgramShrinker::updates),
                    inOneTransaction(ProgramShrinker::simpler),
                    ProgramShrinker::withSmallerValues));

    private ProgramShrinker() {}

    // ---- one transaction

    /** A snapshot is replaced by a transaction that could write, which is the simpler kind. */
    private static Stream<TxnProgram> updates(TxnProgram transaction) {
        return transaction.isSnapshot() ? Stream.of(new TxnProgram(false, transaction.steps())) : Stream.empty();
    }

    private static Stream<TxnProgram> shorter(TxnProgram transaction) {
        return StepShrinker.shorter(transaction.steps()).map(steps -> new TxnProgram(transaction.isSnapshot(), steps));
    }

    private static Stream<TxnProgram> simpler(TxnProgram transaction) {
        return Smaller.withOneReplaced(transaction.steps(), StepShrinker::simpler)
                .map(steps -> new TxnProgram(transaction.isSnapshot(), steps));
    }

    // ---- whole programs

    private static Stream<ConcurrentProgram> withoutThread(ConcurrentProgram program) {
        return Smaller.withoutOne(program.threads())
                .filter(threads -> !threads.isEmpty())
                .map(threads -> new ConcurrentProgram(program.initial(), program.floor(), threads));
    }

    private static Stream<ConcurrentProgram> withoutTransaction(ConcurrentProgram program) {
        return inOneThread(
                program, thread -> Smaller.withoutOne(thread).filter(transactions -> !transactions.isEmpty()));
    }

    private static Stream<ConcurrentProgram> withoutFloor(ConcurrentProgram program) {
        return program.floor() == ConcurrentProgram.NO_FLOOR
                ? Stream.empty()
                : Stream.of(new ConcurrentProgram(program.initial(), program.threads()));
    }

    private static Function<ConcurrentProgram, Stream<ConcurrentProgram>> inOneTransaction(
            Function<TxnProgram, Stream<TxnProgram>> cut) {
        return program -> inOneThread(program, thread -> Smaller.withOneReplaced(thread, cut));
    }

    private static Stream<ConcurrentProgram> inOneThread(
            ConcurrentProgram program, Function<List<TxnProgram>, Stream<List<TxnProgram>>> cut) {
        return Smaller.withOneReplaced(program.threads(), cut)
                .map(threads -> new ConcurrentProgram(program.initial(), program.floor(), threads));
    }

    /** Without a variable that no step names; those after it move up. */
    private static Stream<ConcurrentProgram> withoutVariable(ConcurrentProgram program) {
        int count = program.initial().size();
        return IntStream.range(0, count > 1 ? count : 0)
                .filter(unused -> steps(program).noneMatch(step -> StepShrinker.names(step, unused)))
                .mapToObj(unused -> {
                    List<Long> initial = new ArrayList<>(program.initial());
                    initial.remove(unused);
                    return renamed(program, initial, variable -> variable > unused ? variable - 1 : variable);
                });
    }

    private static Stream<ConcurrentProgram> withOneVariableForTwo(ConcurrentProgram program) {
        return IntStream.range(1, program.initial().size())
                .filter(used -> steps(program).anyMatch(step -> StepShrinker.names(step, used)))
                .boxed()
                .flatMap(used -> IntStream.range(0, used)
                        .mapToObj(other -> renamed(
                                program, program.initial(), variable -> variable.equals(used) ? other : variable)));
    }

    private static ConcurrentProgram renamed(
            ConcurrentProgram program, List<Long> initial, UnaryOperator<Integer> names) {
        return new ConcurrentProgram(
                initial,
                program.floor(),
                program.threads().stream()
                        .map(thread -> thread.stream()
                                .map(transaction -> new TxnProgram(
                                        transaction.isSnapshot(), StepShrinker.renamed(transaction.steps(), names)))
                                .toList())
                        .toList());
    }

    private static Stream<ConcurrentProgram> withSmallerValues(ConcurrentProgram program) {
        return Smaller.withOneReplaced(
                        program.initial(),
                        value -> Smaller.numbers(value).boxed().filter(smaller -> smaller >= program.floor()))
                .map(initial -> new ConcurrentProgram(initial, program.floor(), program.threads()));
    }

    // ---- sizes

    private static Stream<TxnProgram> transactions(ConcurrentProgram program) {
        return program.threads().stream().flatMap(List::stream);
    }

    private static Stream<Op> steps(ConcurrentProgram program) {
        return transactions(program).flatMap(transaction -> transaction.steps().stream());
    }

    private static long[] sizeOf(TxnProgram transaction) {
        return new long[] {
            StepShrinker.count(transaction.steps()),
            transaction.isSnapshot() ? 1 : 0,
            StepShrinker.weight(transaction.steps()),
            StepShrinker.numbers(transaction.steps())
                    .map(ProgramShrinker::distance)
                    .sum()
        };
    }

    private static long[] sizeOf(ConcurrentProgram program) {
        List<Op> steps = steps(program).toList();
        return new long[] {
            program.threads().size(),
            transactions(program).count(),
            program.floor() == ConcurrentProgram.NO_FLOOR ? 0 : 1,
            StepShrinker.count(steps),
            program.initial().size(),
            transactions(program).filter(TxnProgram::isSnapshot).count(),
            StepShrinker.weight(steps),
            StepShrinker.numbers(steps).map(ProgramShrinker::distance).sum(),
            program.initial().stream().mapToLong(ProgramShrinker::distance).sum()
        };
    }

    /**
     * The distance from zero; a negative number is further away than its positive counterpart. The numbers of programs
     * are small.
     */
    private static long distance(long number) {
        return Math.abs(number) * 2 + (number < 0 ? 1 : 0);
    }
}
