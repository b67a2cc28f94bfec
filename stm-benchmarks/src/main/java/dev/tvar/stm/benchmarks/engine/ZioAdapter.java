package dev.tvar.stm.benchmarks.engine;

import java.util.Arrays;
import java.util.stream.Stream;
import scala.Function1;
import scala.runtime.BoxedUnit;
import scala.runtime.Nothing$;
import zio.Exit;
import zio.Runtime;
import zio.Trace$;
import zio.Unsafe;
import zio.Unsafe$;
import zio.stm.TRef;
import zio.stm.TRef$;
import zio.stm.ZSTM;
import zio.stm.ZSTM$;

/**
 * ZIO's STM: transactions are values composed of small steps, and {@code unsafe.run} runs them on the calling thread. Values that
 * do not depend on an operation's arguments are built once.
 */
final class ZioAdapter implements Adapter {
    private static final Unsafe UNSAFE = Unsafe$.MODULE$.unsafe();
    private static final Object NO_TRACE = Trace$.MODULE$.empty();

    @SuppressWarnings("rawtypes") // Scala's inner class, which Java cannot name with its type
    private static final Runtime.UnsafeAPI RUN = runtime().unsafe();

    /** By reflection, since the name of the method is a keyword of Java. */
    @SuppressWarnings("unchecked") // its declared type
    private static Runtime<Object> runtime() {
        try {
            return (Runtime<Object>) Runtime.class.getMethod("default").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unchecked") // the raw type of RUN
    static <A> A run(ZSTM<Object, Nothing$, A> transaction) {
        Exit<Nothing$, A> exit = RUN.run(transaction.commit(NO_TRACE), NO_TRACE, UNSAFE);
        return exit.getOrThrowFiberFailure(UNSAFE);
    }

    static <A, B> ZSTM<Object, Nothing$, B> then(
            ZSTM<Object, Nothing$, A> first, Function1<A, ZSTM<Object, Nothing$, B>> second) {
        return first.flatMap(second);
    }

    static <A> ZSTM<Object, Nothing$, A> done(A result) {
        return ZSTM$.MODULE$.succeedNow(result);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a retry has no result, so it stands for any
    private static <A> ZSTM<Object, Nothing$, A> retry() {
        return (ZSTM) ZSTM$.MODULE$.retry();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static TRef<Long>[] open(int count, long opening) {
        TRef<Long>[] accounts = new TRef[count];
        Arrays.setAll(accounts, i -> TRef$.MODULE$.unsafeMake(opening));
        return accounts;
    }

    private static long total(TRef<Long>[] accounts) {
        return Stream.of(accounts).mapToLong(account -> run(account.get())).sum();
    }

    @Override
    public Accounts accounts(int count, long opening) {
        TRef<Long>[] accounts = open(count, opening);
        return new Accounts(() -> new Worker(accounts), () -> total(accounts));
    }

    /** Its usual workers are built of lambdas. */
    @Override
    @SuppressWarnings("rawtypes") // the class of an array of a generic type
    public Accounts lambdas(int count, long opening, int bodies) {
        TRef<Long>[] accounts = open(count, opening);
        Bodies<TRef[]> copies = new Bodies<>(Worker.class, TRef[].class, bodies);
        return new Accounts(() -> copies.worker(accounts), () -> total(accounts));
    }

    static final class Worker extends AccountWorker {
        private final TRef<Long>[] accounts;
        private final ZSTM<Object, Nothing$, Long> sum;

        Worker(TRef<Long>[] accounts) {
            this.accounts = accounts;
            this.sum = ZSTM$.MODULE$.suspend(() -> {
                runs++;
                return sumFrom(0, 0);
            });
        }

        private ZSTM<Object, Nothing$, Long> sumFrom(int index, long total) {
            return index == accounts.length
                    ? done(total)
                    : then(accounts[index].get(), balance -> sumFrom(index + 1, total + balance));
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            calls++;
            TRef<Long> source = accounts[from];
            TRef<Long> target = accounts[to];
            return run(then(source.get(), balance -> {
                runs++;
                return balance < amount ? done(false) : move(source, target, balance, amount);
            }));
        }

        private static ZSTM<Object, Nothing$, Boolean> move(
                TRef<Long> source, TRef<Long> target, long balance, long amount) {
            ZSTM<Object, Nothing$, BoxedUnit> taken = source.set(balance - amount);
            return then(taken, unit -> target.update(b -> b + amount).map(u -> true));
        }

        @Override
        public long sum() {
            calls++;
            return run(sum);
        }

        @Override
        public long read(int[] which, boolean deposit) {
            calls++;
            return run(then(readFrom(which, 0, 0), total -> {
                runs++;
                return deposit ? accounts[which[0]].update(b -> b + 1).map(u -> total) : done(total);
            }));
        }

        private ZSTM<Object, Nothing$, Long> readFrom(int[] which, int index, long total) {
            return index == which.length
                    ? done(total)
                    : then(accounts[which[index]].get(), balance -> readFrom(which, index + 1, total + balance));
        }
    }

    @Override
    public Counter counter() {
        TRef<Long> cell = TRef$.MODULE$.unsafeMake(0L);
        ZSTM<Object, Nothing$, BoxedUnit> update = cell.update(value -> value + 1);
        ZSTM<Object, Nothing$, BoxedUnit> next = then(cell.get(), value -> cell.set(value + 1));
        return new Counter(() -> run(update), () -> run(next), () -> run(cell.get()));
    }

    @Override
    public Slot slot() {
        TRef<Long> cell = TRef$.MODULE$.unsafeMake(0L);
        return new Slot() {
            @Override
            public void put(long number) {
                run(then(cell.get(), held -> held == 0 ? cell.set(number) : retry()));
            }

            @Override
            public long take() {
                return run(then(
                        cell.get(), held -> held == 0 ? retry() : cell.set(0L).map(u -> held)));
            }
        };
    }
}
