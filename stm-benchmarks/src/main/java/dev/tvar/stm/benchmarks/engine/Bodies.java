package dev.tvar.stm.benchmarks.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Workers with a number of different bodies. A program has many transactions, so the compiler cannot inline one body into the
 * loop of the engine. Each body is a copy of the class of a worker under a name of its own, with its own lambdas, methods and
 * profiles. A worker takes its bodies in turn.
 *
 * @param <S> what a worker is created from: the accounts, and the engine's settings
 */
final class Bodies<S> {
    private static final AtomicInteger COPIES = new AtomicInteger();

    private final List<MethodHandle> constructors = new ArrayList<>();

    /**
     * Copies the class of a worker. A copy is no nest mate of the class that encloses the original, so the worker must not use
     * private members of other classes.
     *
     * @param worker the class, in this package, with a constructor that takes an {@code S} only and is not private
     * @param state the class of {@code S}
     * @param count how many bodies there are, a power of two
     */
    Bodies(Class<? extends AccountWorker> worker, Class<S> state, int count) {
        Lookup host = MethodHandles.lookup();
        try {
            for (int i = 0; i < count; i++) {
                Class<?> copy = host.defineClass(copy(worker));
                constructors.add(host.findConstructor(copy, MethodType.methodType(void.class, state))
                        .asType(MethodType.methodType(AccountWorker.class, Object.class)));
            }
        } catch (IllegalAccessException | NoSuchMethodException e) {
            throw new IllegalArgumentException(worker + " cannot be copied", e);
        }
    }

    private static byte[] copy(Class<?> type) {
        String name = type.getName().replace('.', '/');
        ClassWriter copy = new ClassWriter(0);
        new ClassReader(code(type))
                .accept(
                        new ClassRemapper(
                                Opcodes.ASM9,
                                copy,
                                new SimpleRemapper(Opcodes.ASM9, name, name + "$" + COPIES.incrementAndGet())) {
                            @Override
                            public void visitNestHost(String nestHost) {} // it does not list the copy as a member
                        },
                        0);
        return copy.toByteArray();
    }

    private static byte[] code(Class<?> type) {
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream code = type.getResourceAsStream(file)) {
            if (code == null) {
                throw new IllegalStateException("no byte code of " + type);
            }
            return code.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A worker for one thread. */
    AccountWorker worker(S state) {
        List<AccountWorker> workers = new ArrayList<>();
        for (MethodHandle constructor : constructors) {
            try {
                workers.add((AccountWorker) constructor.invokeExact((Object) state));
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a worker could not be created", e);
            }
        }
        return workers.size() == 1 ? workers.get(0) : new InTurn(workers.toArray(AccountWorker[]::new));
    }

    private static final class InTurn extends AccountWorker {
        private final AccountWorker[] workers;
        private int next;

        private InTurn(AccountWorker[] workers) {
            this.workers = workers;
        }

        private AccountWorker next() {
            return workers[next++ & workers.length - 1];
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            return next().transfer(from, to, amount);
        }

        @Override
        public long sum() {
            return next().sum();
        }

        @Override
        public long read(int[] accounts, boolean deposit) {
            return next().read(accounts, deposit);
        }
    }
}
