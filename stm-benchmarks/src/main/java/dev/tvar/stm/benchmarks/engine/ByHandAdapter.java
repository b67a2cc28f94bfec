package dev.tvar.stm.benchmarks.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.stream.Stream;

/**
 * An optimistic transfer written by hand: read two stamped balances, lock each if its stamp is unchanged, write, unlock. It keeps no
 * access sets, since it knows its two accounts, and has no handle, context, clock or nesting. A yardstick: the cost of the memory
 * accesses of a transaction alone.
 *
 * <p>The long form does arithmetic between these steps that nothing uses, about as many instructions as this library's
 * transaction executes there (580 and 600 by the processor's counters, of which 75 are the benchmark's own; the short form has 125).
 * None of them waits for memory, so it shows the cost of any bookkeeping of that length.
 */
final class ByHandAdapter implements Adapter {
    private static final long LOCKED = 1;

    private static final VarHandle STAMP;

    static {
        try {
            STAMP = MethodHandles.lookup().findVarHandle(StampedLong.class, "stamp", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class StampedLong {
        /** Even, or locked; greater after each write. */
        private volatile long stamp;

        /** Written only while locked; a value read is valid if the stamp could be locked unchanged. */
        private long balance;

        private StampedLong(long opening) {
            balance = opening;
        }

        private boolean lock(long seen) {
            return STAMP.compareAndSet(this, seen, seen | LOCKED);
        }

        private void unlock(long next) {
            STAMP.setRelease(this, next);
        }
    }

    /** The arithmetic between the steps of a transfer. */
    private interface Between {
        /** Executes some 20 instructions per round. */
        void work(int rounds);
    }

    private final boolean isLong;

    ByHandAdapter(boolean isLong) {
        this.isLong = isLong;
    }

    @Override
    public Accounts accounts(int count, long opening) {
        StampedLong[] accounts =
                Stream.generate(() -> new StampedLong(opening)).limit(count).toArray(StampedLong[]::new);
        return new Accounts(
                () -> new Worker(accounts, isLong ? new Arithmetic() : rounds -> {}),
                () -> Stream.of(accounts).mapToLong(account -> account.balance).sum());
    }

    /** Four chains of shifts, independent of each other, so that the processor always has instructions to execute. */
    private static final class Arithmetic implements Between {
        private long a = 1;
        private long b = 2;
        private long c = 3;
        private long d = 4;

        @Override
        public void work(int rounds) {
            long e = a;
            long f = b;
            long g = c;
            long h = d;
            for (int i = 0; i < rounds; i++) {
                e ^= e << 13;
                f ^= f >>> 7;
                g ^= g << 17;
                h ^= h >>> 9;
                e += f;
                g += h;
            }
            a = e;
            b = f;
            c = g;
            d = h;
        }
    }

    private static final class Worker extends AccountWorker {
        private final StampedLong[] accounts;
        private final Between between;

        private Worker(StampedLong[] accounts, Between between) {
            this.accounts = accounts;
            this.between = between;
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            calls++;
            while (true) {
                runs++;
                between.work(4);
                StampedLong source = accounts[from];
                long sourceSeen = source.stamp;
                long sourceBalance = source.balance;
                between.work(7);
                StampedLong target = accounts[to];
                long targetSeen = target.stamp;
                long targetBalance = target.balance;
                between.work(10);
                if (((sourceSeen | targetSeen) & LOCKED) == 0 && source.lock(sourceSeen)) {
                    between.work(3);
                    if (target.lock(targetSeen)) {
                        long next = Math.max(sourceSeen, targetSeen) + 2;
                        boolean funded = sourceBalance >= amount;
                        if (funded) {
                            source.balance = sourceBalance - amount;
                            target.balance = targetBalance + amount;
                        }
                        source.unlock(next);
                        target.unlock(next);
                        between.work(4);
                        return funded;
                    }
                    source.unlock(sourceSeen);
                }
                Thread.onSpinWait();
            }
        }
    }
}
