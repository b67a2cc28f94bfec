package dev.tvar.stm.benchmarks.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.stream.Stream;

/**
 * An optimistic transfer written out by hand: look at two stamped balances, lock each on the stamp that was seen, write,
 * unlock. It knows its two accounts, so it keeps no sets, and does nothing else that a transaction must: no handle, no
 * context, no clock, no nesting. A yardstick: what the memory alone takes for the accesses that a transaction makes.
 *
 * <p>The long form does idle arithmetic between these steps, about as many instructions as this library's transaction has there
 * (580 and 600 by the processor's counters, the benchmark's own 75 included; the short form 125), none of which waits for
 * memory. So it shows what any bookkeeping of that length costs, whatever it is good for.
 */
final class ByHandEngine implements Engine {
    private static final long LOCKED = 1;

    private static final VarHandle STAMP;

    static {
        try {
            STAMP = MethodHandles.lookup().findVarHandle(Account.class, "stamp", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Account {
        /** Even, or locked; greater after each write. */
        private volatile long stamp;

        /** Written only while locked; what was read counts if the stamp was locked as it had been before. */
        private long balance;

        private Account(long opening) {
            balance = opening;
        }

        private boolean lock(long seen) {
            return STAMP.compareAndSet(this, seen, seen | LOCKED);
        }

        private void unlock(long next) {
            STAMP.setRelease(this, next);
        }
    }

    /** What is done between the steps of a transfer. */
    private interface Between {
        /** Some 20 instructions for each round. */
        void work(int rounds);
    }

    private final boolean isLong;

    private ByHandEngine(boolean isLong) {
        this.isLong = isLong;
    }

    static Engine shortForm() {
        return new ByHandEngine(false);
    }

    static Engine longForm() {
        return new ByHandEngine(true);
    }

    @Override
    public Accounts accounts(int count, long opening) {
        Account[] accounts =
                Stream.generate(() -> new Account(opening)).limit(count).toArray(Account[]::new);
        return new Accounts() {
            @Override
            public Teller teller() {
                return new ByHandTeller(accounts, isLong ? new Arithmetic() : rounds -> {});
            }

            @Override
            public long total() {
                return Stream.of(accounts).mapToLong(account -> account.balance).sum();
            }
        };
    }

    /** Four chains of shifts, independent of each other, so that the processor is never short of something to do. */
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

    private static final class ByHandTeller extends Teller {
        private final Account[] accounts;
        private final Between between;

        private ByHandTeller(Account[] accounts, Between between) {
            this.accounts = accounts;
            this.between = between;
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            calls++;
            while (true) {
                runs++;
                between.work(4);
                Account source = accounts[from];
                long sourceSeen = source.stamp;
                long sourceBalance = source.balance;
                between.work(7);
                Account target = accounts[to];
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
