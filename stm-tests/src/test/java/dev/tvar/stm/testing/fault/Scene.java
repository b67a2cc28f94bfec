package dev.tvar.stm.testing.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The work of a thread into which a fault is injected. Each scene makes one transfer, returns normally
 * only if the transfer was committed, and ends the work of other threads that it started.
 */
enum Scene {
    TRANSFER_BY_GET_AND_SET {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            accounts.transferNow();
        }
    },
    TRANSFER_BY_ANSWER_AND_ADD {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            transfer(accounts, accounts::transferBlindly);
        }
    },
    NESTED_PART_FAILS {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            transfer(accounts, tx -> {
                accounts.b.add(tx, 1);
                try {
                    STM.run(in -> {
                        accounts.b.set(in, 7);
                        accounts.a.add(in, 7);
                        in.afterCommit(() -> accounts.a.now());
                        throw new Failure();
                    });
                } catch (Failure e) {
                    accounts.b.add(tx, -1);
                    accounts.transfer(tx);
                }
            });
        }
    },
    SECOND_BRANCH_OF_OR_ELSE {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            transfer(
                    accounts,
                    tx -> tx.orElse(
                            in -> {
                                accounts.transfer(in);
                                return in.<Integer>retry();
                            },
                            in -> {
                                accounts.transferBlindly(in);
                                return 2;
                            }));
        }
    },
    READ_MOVES_UP {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            AtomicInteger attempts = new AtomicInteger();
            transfer(accounts, tx -> {
                boolean rich = accounts.b.isAtLeast(tx, 0);
                if (attempts.incrementAndGet() == 1) {
                    other.run(accounts::transferNow);
                }
                if (rich) {
                    accounts.transfer(tx);
                }
            });
        }
    },
    COMMIT_LOSES_ONCE {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            loses(accounts, other, 1);
        }
    },
    COMMIT_NEEDS_THE_TICKET {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            loses(accounts, other, STM.ATTEMPTS_BEFORE_TICKET);
        }

        @Override
        int stride() {
            return 7; // it loses sixteen times in the same way
        }
    },
    WAITS_IN_VAIN {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            transfer(accounts, tx -> {
                if (accounts.total(tx) == TransferAccounts.TOTAL && accounts.b.isAtLeast(tx, 0)) {
                    tx.retryFor(Duration.ofNanos(50_000));
                }
                accounts.transfer(tx);
            });
        }
    },
    IS_WOKEN {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            int before = accounts.transfers.now();
            Thread self = Thread.currentThread();
            AtomicBoolean over = new AtomicBoolean();
            TestThreads threads = new TestThreads();
            threads.start(() -> {
                TestThreads.until("it waits, or is over", () -> over.get() || TestThreads.isWaiting(self));
                if (!over.get()) {
                    accounts.transferNow();
                }
            });
            try {
                transfer(accounts, tx -> {
                    tx.check(accounts.transfers.get(tx) != before);
                    accounts.transfer(tx);
                });
            } finally {
                over.set(true);
                uninterrupted(threads::join);
            }
        }
    },
    WAKES_SOMEONE {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            int before = accounts.transfers.now();
            TestThreads threads = new TestThreads();
            Thread waiter = threads.start(
                    () -> STM.run(tx -> tx.check(accounts.transfers.get(tx) != before && accounts.b.get(tx) > 0)));
            uninterrupted(() -> TestThreads.untilWaiting(waiter));
            boolean done = false;
            try {
                accounts.transferNow();
                done = true;
            } finally {
                if (!done) {
                    other.run(accounts::transferNow);
                }
                uninterrupted(threads::join);
            }
        }
    },
    CONTINUES_WITHOUT_A_THREAD {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            int before = accounts.transfers.now();
            Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
            CompletableFuture<@Nullable Void> future = STM.runAsync(
                    tx -> {
                        tx.check(accounts.transfers.get(tx) != before && accounts.b.isAtLeast(tx, 0));
                        accounts.transfer(tx);
                    },
                    tasks::add);
            tasks.remove().run();
            if (!future.isDone()) {
                uninterrupted(() -> other.run(accounts::transferNow));
                tasks.remove().run();
            }
            try {
                future.join();
            } catch (CompletionException e) {
                throw Scene.<RuntimeException>unchanged(e.getCause());
            }
            accounts.noteReturned();
        }
    },
    COMMIT_BESIDE_A_SNAPSHOT {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            CountDownLatch open = new CountDownLatch(1);
            CountDownLatch moved = new CountDownLatch(1);
            TestThreads threads = new TestThreads();
            threads.start(() -> assertEquals(TransferAccounts.TOTAL, STM.<Long, InterruptedException>snapshot(tx -> {
                long first = accounts.b.get(tx);
                open.countDown();
                moved.await();
                assertEquals(first, accounts.b.get(tx));
                return accounts.total(tx);
            })));
            uninterrupted(() -> TestThreads.until("the snapshot is open", () -> open.getCount() == 0));
            try {
                accounts.transferNow();
            } finally {
                moved.countDown();
                uninterrupted(threads::join);
            }
        }
    },
    SNAPSHOT_IS_OVERTAKEN {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            long total = STM.snapshot(tx -> {
                long first = accounts.b.get(tx);
                other.run(accounts::transferNow);
                return first + accounts.a.get(tx);
            });
            assertEquals(TransferAccounts.TOTAL, total);
            accounts.transferNow();
        }
    },
    HOOKS_RUN {
        @Override
        void play(TransferAccounts accounts, OtherThread other) {
            transfer(accounts, tx -> {
                tx.afterRollback(() -> STM.run(in -> accounts.b.add(in, 0)));
                tx.afterCommit(() -> STM.run(in -> accounts.b.add(in, 0)));
                accounts.transfer(tx);
            });
        }
    };

    /** What a body throws on its own account. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    abstract void play(TransferAccounts accounts, OtherThread other);

    /** The number of steps between two faults. */
    int stride() {
        return 1;
    }

    private static void transfer(TransferAccounts accounts, TxnAction<RuntimeException> body) {
        STM.run(body);
        accounts.noteReturned();
    }

    @SuppressWarnings("unchecked") // it throws any throwable unchanged
    private static <X extends Throwable> X unchanged(@Nullable Throwable thrown) throws X {
        throw (X) Objects.requireNonNull(thrown);
    }

    private static void loses(TransferAccounts accounts, OtherThread other, int times) {
        AtomicInteger attempts = new AtomicInteger();
        transfer(accounts, tx -> {
            accounts.transfer(tx);
            if (attempts.incrementAndGet() <= times) {
                other.run(accounts::transferNow);
            }
        });
    }

    /** Puts off an interrupt that was meant for a transaction. */
    private static void uninterrupted(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
