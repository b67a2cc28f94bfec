package dev.tvar.stm.testing.planted;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.history.StmTest;
import dev.tvar.stm.testing.support.Limits;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * Recorded tests, each with one order of steps that exposes a broken engine. They assert nothing themselves.
 * {@link HistoriesOfPlantedBugsTest} runs them.
 */
final class RecordedPrograms {
    private RecordedPrograms() {}

    /** Runs another transaction once, at a given step, in a thread of its own. */
    abstract static class Program {
        private final AtomicBoolean done = new AtomicBoolean();

        void once(Runnable others) {
            if (done.compareAndSet(false, true)) {
                elsewhere(others);
            }
        }

        static void elsewhere(Runnable work) {
            Thread thread = new Thread(work, "elsewhere");
            thread.setDaemon(true);
            thread.start();
            try {
                thread.join(Limits.MILLIS);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while another transaction ran", e);
            }
            if (thread.isAlive()) {
                throw new AssertionError("the other transaction does not end");
            }
        }

        @AfterEach
        void noMoreInterleaving() {
            Interleaving.set(null);
        }
    }

    static final class LostUpdate extends Program {
        private final TLong x = TLong.named("x", 0);

        @StmTest
        void twoIncrements() {
            STM.run(tx -> {
                long seen = x.get(tx);
                once(() -> STM.run(other -> x.set(other, x.get(other) + 1)));
                x.set(tx, seen + 1);
            });
        }
    }

    static final class WriteSkew extends Program {
        private final TLong x = TLong.named("x", 1);
        private final TLong y = TLong.named("y", 1);

        @StmTest
        void twoThatKeepOneOfTwo() {
            STM.run(tx -> {
                long sum = x.get(tx) + y.get(tx);
                once(() -> STM.run(other -> y.set(other, x.get(other) + y.get(other) - 2)));
                x.set(tx, sum - 2);
            });
        }
    }

    static final class ReadSkew extends Program {
        private final TLong x = TLong.named("x", 50);
        private final TLong y = TLong.named("y", 50);

        @StmTest
        void sumConcurrentlyWithATransfer() {
            STM.run(tx -> {
                x.get(tx);
                once(() -> STM.run(other -> {
                    x.set(other, x.get(other) - 10);
                    y.set(other, y.get(other) + 10);
                }));
                y.get(tx);
            });
        }
    }

    static final class Zombie extends Program {
        private final TLong x = TLong.named("x", 50);
        private final TLong y = TLong.named("y", 50);
        private final TLong sum = TLong.named("sum", 0);

        @StmTest
        void sumThatIsWrittenDown() {
            STM.run(tx -> {
                long seen = x.get(tx);
                once(() -> STM.run(other -> {
                    x.set(other, x.get(other) - 10);
                    y.set(other, y.get(other) + 10);
                }));
                sum.set(tx, seen + y.get(tx));
            });
        }
    }

    /** A refusal by a bound depends on the value to which the transaction has added. */
    static final class Refusal extends Program {
        private final TLong open = TLong.named("open", 1);
        private final TLong account = TLong.bounded("account", 30, Bounds.atLeast(0));

        @StmTest
        void withdrawalFromAnAccountThatIsClosed() {
            try {
                STM.run(tx -> {
                    boolean isOpen = open.get(tx) == 1;
                    once(() -> STM.run(other -> {
                        open.set(other, 0);
                        account.set(other, 0);
                    }));
                    if (isOpen) {
                        account.add(tx, -30);
                    }
                });
            } catch (OutOfBoundsException e) {
                // on a broken engine only: the history shows it
            }
        }
    }

    static final class TornRead extends Program {
        private final TLong x = TLong.named("x", 0);
        private final Thread reader = Thread.currentThread();

        @StmTest
        void readConcurrentlyWithAWrite() {
            Interleaving.set(this::writeBetweenStampAndValue);
            STM.run(tx -> x.get(tx));
        }

        private void writeBetweenStampAndValue(Step step, @Nullable Object cell) {
            if (step == Step.LOOKED_AT_STAMP && cell == x && Thread.currentThread() == reader) {
                once(() -> STM.run(other -> x.set(other, x.get(other) + 1)));
            }
        }
    }

    static final class Increments extends Program {
        private final TLong x = TLong.named("x", 0);

        @StmTest
        void oneAfterTheOther() {
            for (int i = 0; i < 10; i++) {
                STM.run(tx -> x.set(tx, x.get(tx) + 1));
            }
        }
    }

    static final class Answer extends Program {
        private final TLong x = TLong.named("x", 100);

        @StmTest
        void twoWithdrawals() {
            STM.run(tx -> {
                if (x.isAtLeast(tx, 50)) {
                    once(() -> STM.run(other -> x.add(other, -80)));
                    x.add(tx, -50);
                }
            });
        }
    }

    /** The states are (a, n, y) = (0, 10, 0), (0, 0, 1), (1, 10, 1). */
    static final class AnswersOfTwoInstants extends Program {
        private final TVar<Integer> a = TVar.named("a", 0);
        private final TLong n = TLong.named("n", 10);
        private final TVar<Integer> y = TVar.named("y", 0);
        private final Thread reader = Thread.currentThread();
        private final AtomicBoolean isSecondDue = new AtomicBoolean();

        @StmTest
        void anAnswerThatLeavesAndComesBack() {
            Interleaving.set(this::commitSecondWhenAIsLookedAtAgain);
            STM.run(tx -> {
                a.get(tx);
                n.isAtLeast(tx, 5);
                once(() -> {
                    STM.run(other -> {
                        n.set(other, 0);
                        y.set(other, 1);
                    });
                    isSecondDue.set(true);
                });
                y.get(tx);
            });
        }

        private void commitSecondWhenAIsLookedAtAgain(Step step, @Nullable Object cell) {
            boolean look = step == Step.LOOKED_AT_STAMP && cell == a && Thread.currentThread() == reader;
            if (look && isSecondDue.getAndSet(false)) {
                elsewhere(() -> STM.run(other -> {
                    n.set(other, 10);
                    a.set(other, 1);
                }));
            }
        }
    }
}
