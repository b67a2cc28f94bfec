package dev.tvar.stm.testing.program;

import dev.tvar.stm.testing.shrink.Shrinker;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random transaction programs for jqwik. Call the methods from your own {@code @Provide} methods, or put {@code
 * @Domain(StmDomain.class)} on a property that takes a {@link ConcurrentProgram} or a {@link TxnProgram}.
 *
 * <p>All cases shrink: to one variable, few threads, transactions and steps, to reads, and to numbers
 * near zero. A smaller program runs repeatedly before it counts as passing, since whether it fails may
 * depend on the interleaving of its threads.
 */
public final class ProgramArbitraries {
    private static final int NESTING = 2;
    private static final int STEPS = 6;
    private static final long LARGEST = 5;

    private ProgramArbitraries() {}

    /**
     * Programs with all kinds of steps.
     *
     * @param variables how many variables, at most
     * @param threads how many threads, at most
     * @param transactions how many transactions per thread, at most
     * @return the programs
     */
    public static Arbitrary<ConcurrentProgram> programs(int variables, int threads, int transactions) {
        return programs(variables, threads, transactions, NESTING);
    }

    /**
     * Programs without nested parts and choices, which run on every engine.
     *
     * @param variables how many variables, at most
     * @param threads how many threads, at most
     * @param transactions how many transactions per thread, at most
     * @return the programs
     */
    public static Arbitrary<ConcurrentProgram> flatPrograms(int variables, int threads, int transactions) {
        return programs(variables, threads, transactions, 0);
    }

    /**
     * Programs with all kinds of steps, on variables with a floor: see {@link ConcurrentProgram#floor()}. They shrink to
     * programs without one.
     *
     * @param variables how many variables, at most
     * @param threads how many threads, at most
     * @param transactions how many transactions per thread, at most
     * @return the programs
     */
    public static Arbitrary<ConcurrentProgram> boundedPrograms(int variables, int threads, int transactions) {
        return new Shrinker<>(ProgramShrinker.PROGRAMS)
                .over(Arbitraries.integers()
                        .between(1, variables)
                        .flatMap(count -> programsOf(count, threads, transactions, NESTING))
                        .map(program -> new ConcurrentProgram(program.initial(), -LARGEST, program.threads())));
    }

    private static Arbitrary<ConcurrentProgram> programs(int variables, int threads, int transactions, int nesting) {
        return new Shrinker<>(ProgramShrinker.PROGRAMS)
                .over(Arbitraries.integers()
                        .between(1, variables)
                        .flatMap(count -> programsOf(count, threads, transactions, nesting)));
    }

    private static Arbitrary<ConcurrentProgram> programsOf(int variables, int threads, int transactions, int nesting) {
        Arbitrary<List<Long>> initial = numbers().list().ofSize(variables);
        Arbitrary<List<List<TxnProgram>>> work = transactions(variables, nesting)
                .list()
                .ofMinSize(1)
                .ofMaxSize(transactions)
                .list()
                .ofMinSize(1)
                .ofMaxSize(threads);
        return Combinators.combine(initial, work).as(ConcurrentProgram::new);
    }

    /**
     * Single transactions with all kinds of steps; one in five is a snapshot.
     *
     * @param variables how many variables there are
     * @return the transactions
     */
    public static Arbitrary<TxnProgram> transactions(int variables) {
        return new Shrinker<>(ProgramShrinker.TRANSACTIONS).over(transactions(variables, NESTING));
    }

    private static Arbitrary<TxnProgram> transactions(int variables, int nesting) {
        Arbitrary<TxnProgram> updates = steps(variables, nesting).map(steps -> new TxnProgram(false, steps));
        Arbitrary<TxnProgram> snapshots = read(variables)
                .list()
                .ofMinSize(1)
                .ofMaxSize(STEPS)
                .map(reads -> new TxnProgram(true, List.copyOf(reads)));
        return Arbitraries.frequencyOf(Tuple.of(4, updates), Tuple.of(1, snapshots));
    }

    private static Arbitrary<List<Op>> steps(int variables, int nesting) {
        return step(variables, nesting).list().ofMinSize(1).ofMaxSize(STEPS);
    }

    private static Arbitrary<Op> step(int variables, int nesting) {
        Arbitrary<Integer> variable = variable(variables);
        Arbitrary<Op> write = Combinators.combine(variable, numbers()).as(Op.Write::new);
        Arbitrary<Op> copy = Combinators.combine(variable, variable).as(Op.Copy::new);
        Arbitrary<Op> add = Combinators.combine(variable, numbers()).as(Op.Add::new);
        Arbitrary<Op> atLeast = Combinators.combine(variable, numbers()).as(Op.AtLeast::new);
        Arbitrary<Op> check = Combinators.combine(variable, numbers()).as(Op.Check::new);
        Arbitrary<Op> stop = Arbitraries.of(new Op.Retry(), new Op.Fail());
        Arbitrary<Op> simple = Arbitraries.frequencyOf(
                Tuple.of(6, read(variables)),
                Tuple.of(4, write),
                Tuple.of(4, copy),
                Tuple.of(4, add),
                Tuple.of(4, atLeast),
                Tuple.of(1, check),
                Tuple.of(1, stop));
        if (nesting == 0) {
            return simple;
        }
        Arbitrary<List<Op>> inner = Arbitraries.lazy(() -> steps(variables, nesting - 1));
        Arbitrary<Op> attempt = inner.map(Op.Try::new);
        Arbitrary<Op> nested = inner.map(Op.Nested::new);
        Arbitrary<Op> choice = Combinators.combine(inner, inner).as(Op.OrElse::new);
        return Arbitraries.frequencyOf(
                Tuple.of(12, simple), Tuple.of(1, attempt), Tuple.of(1, nested), Tuple.of(2, choice));
    }

    private static Arbitrary<Op> read(int variables) {
        return variable(variables).map(Op.Read::new);
    }

    private static Arbitrary<Integer> variable(int variables) {
        return Arbitraries.integers().between(0, variables - 1);
    }

    private static Arbitrary<Long> numbers() {
        return Arbitraries.longs().between(-LARGEST, LARGEST);
    }
}
