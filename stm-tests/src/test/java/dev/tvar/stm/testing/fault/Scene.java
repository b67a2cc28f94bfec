package dev.tvar.stm.testing.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.law.Crew;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The work of a thread into which a fault is injected. Each scene makes one transfer, returns normally
 * only if the transfer was committed, and ends the work of other threads that it started.
 */
enum Scene {
    TRANSFER_BY_GET_AND_SET {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            vault.transferNow();
        }
    },
    TRANSFER_BY_ANSWER_AND_ADD {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            transfer(vault, vault::transferBlindly);
        }
    },
    NESTED_PART_FAILS {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            transfer(vault, tx -> {
                vault.b.add(tx, 1);
                try {
                    STM.run(in -> {
                        vault.b.set(in, 7);
                        vault.a.add(in, 7);
                        in.afterCommit(() -> vault.a.now());
                        throw new Failure();
                    });
                } catch (Failure e) {
                    vault.b.add(tx, -1);
                    vault.transfer(tx);
                }
            });
        }
    },
    SECOND_BRANCH_OF_OR_ELSE {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            transfer(
                    vault,
                    tx -> tx.orElse(
                            in -> {
                                vault.transfer(in);
                                return in.<Integer>retry();
                            },
                            in -> {
                                vault.transferBlindly(in);
                                return 2;
                            }));
        }
    },
    READ_MOVES_UP {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            AtomicInteger attempts = new AtomicInteger();
            transfer(vault, tx -> {
                boolean rich = vault.b.isAtLeast(tx, 0);
                if (attempts.incrementAndGet() == 1) {
                    elsewhere.run(vault::transferNow);
                }
                if (rich) {
                    vault.transfer(tx);
                }
            });
        }
    },
    COMMIT_LOSES_ONCE {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            loses(vault, elsewhere, 1);
        }
    },
    COMMIT_NEEDS_THE_TICKET {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            loses(vault, elsewhere, STM.ATTEMPTS_BEFORE_TICKET);
        }

        @Override
        int stride() {
            return 7; // it loses sixteen times in the same way
        }
    },
    WAITS_IN_VAIN {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            transfer(vault, tx -> {
                if (vault.total(tx) == Vault.TOTAL && vault.b.isAtLeast(tx, 0)) {
                    tx.retryFor(Duration.ofNanos(50_000));
                }
                vault.transfer(tx);
            });
        }
    },
    IS_WOKEN {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            int before = vault.transfers.now();
            Thread self = Thread.currentThread();
            AtomicBoolean over = new AtomicBoolean();
            Crew crew = new Crew();
            crew.start(() -> {
                Crew.until("it waits, or is over", () -> over.get() || Crew.isWaiting(self));
                if (!over.get()) {
                    vault.transferNow();
                }
            });
            try {
                transfer(vault, tx -> {
                    tx.check(vault.transfers.get(tx) != before);
                    vault.transfer(tx);
                });
            } finally {
                over.set(true);
                uninterrupted(crew::join);
            }
        }
    },
    WAKES_SOMEONE {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            int before = vault.transfers.now();
            Crew crew = new Crew();
            Thread waiter =
                    crew.start(() -> STM.run(tx -> tx.check(vault.transfers.get(tx) != before && vault.b.get(tx) > 0)));
            uninterrupted(() -> Crew.untilWaiting(waiter));
            boolean done = false;
            try {
                vault.transferNow();
                done = true;
            } finally {
                if (!done) {
                    elsewhere.run(vault::transferNow);
                }
                uninterrupted(crew::join);
            }
        }
    },
    COMMIT_BESIDE_A_SNAPSHOT {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            CountDownLatch open = new CountDownLatch(1);
            CountDownLatch moved = new CountDownLatch(1);
            Crew crew = new Crew();
            crew.start(() -> assertEquals(Vault.TOTAL, STM.<Long, InterruptedException>snapshot(tx -> {
                long first = vault.b.get(tx);
                open.countDown();
                moved.await();
                assertEquals(first, vault.b.get(tx));
                return vault.total(tx);
            })));
            uninterrupted(() -> Crew.until("the snapshot is open", () -> open.getCount() == 0));
            try {
                vault.transferNow();
            } finally {
                moved.countDown();
                uninterrupted(crew::join);
            }
        }
    },
    SNAPSHOT_IS_OVERTAKEN {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            long total = STM.snapshot(tx -> {
                long first = vault.b.get(tx);
                elsewhere.run(vault::transferNow);
                return first + vault.a.get(tx);
            });
            assertEquals(Vault.TOTAL, total);
            vault.transferNow();
        }
    },
    HOOKS_RUN {
        @Override
        void play(Vault vault, Elsewhere elsewhere) {
            transfer(vault, tx -> {
                tx.afterRollback(() -> STM.run(in -> vault.b.add(in, 0)));
                tx.afterCommit(() -> STM.run(in -> vault.b.add(in, 0)));
                vault.transfer(tx);
            });
        }
    };

    /** What a body throws on its own account. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    abstract void play(Vault vault, Elsewhere elsewhere);

    /** The number of steps between two faults. */
    int stride() {
        return 1;
    }

    private static void transfer(Vault vault, TxnAction<RuntimeException> body) {
        STM.run(body);
        vault.noteReturned();
    }

    private static void loses(Vault vault, Elsewhere elsewhere, int times) {
        AtomicInteger attempts = new AtomicInteger();
        transfer(vault, tx -> {
            vault.transfer(tx);
            if (attempts.incrementAndGet() <= times) {
                elsewhere.run(vault::transferNow);
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
