package dev.tvar.stm.testing.fault;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions in threads that have n small blocks left in the heap, so that the n-th allocation
 * fails, for each n. Runs in a JVM of its own, with a small heap and without thread-local allocation
 * buffers.
 */
final class SmallHeap {
    static final String SURVIVED = "SURVIVED ";

    /** More than any of these transactions allocates. */
    private static final int MOST_BLOCKS = 2_000;

    private static final int BLOCK_BYTES = 16;
    private static final int CHUNK_BYTES = 4096;

    private static int outOfMemory;

    private SmallHeap() {}

    public static void main(String[] args) throws InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler(SmallHeap::report);
        for (Load load : Load.values()) {
            Run run = new Run(load);
            run.inFreshThread(Integer.MAX_VALUE); // everything is loaded and linked
            run.inFreshThread(0); // also the classes that an error needs
            int blocks = 0;
            while (run.inFreshThread(blocks)) {
                blocks += 1 + blocks / 50; // every single one of the first fifty
                if (blocks > MOST_BLOCKS) {
                    throw new AssertionError(load + " never completes");
                }
            }
            run.check(blocks > 0, "it allocates nothing");
            System.out.println(load + " completes with " + blocks + " blocks");
        }
        System.out.println(SURVIVED + outOfMemory);
    }

    /** Hooks that run out of memory report to the handler, too. */
    private static void report(Thread thread, Throwable thrown) {
        if (!(thrown instanceof OutOfMemoryError)) {
            thrown.printStackTrace();
        }
    }

    /** What a transaction does while memory runs out. */
    private enum Load {
        TRANSFER(Scene.TRANSFER_BY_GET_AND_SET),
        ADD(Scene.TRANSFER_BY_ANSWER_AND_ADD),
        NESTED(Scene.NESTED_PART_FAILS),
        OR_ELSE(Scene.SECOND_BRANCH_OF_OR_ELSE),
        WAIT(Scene.WAITS_IN_VAIN),
        HOOKS(Scene.HOOKS_RUN),
        BESIDE_A_SNAPSHOT(Scene.TRANSFER_BY_GET_AND_SET),
        SNAPSHOT(null),
        MANY_VARIABLES(null);

        private final @Nullable Scene scene;

        Load(@Nullable Scene scene) {
            this.scene = scene;
        }
    }

    /** One load, and the memory that it works on. */
    private static final class Run {
        private final Load load;
        private final TransferAccounts accounts = new TransferAccounts();
        private final OtherThread other = new OtherThread();
        private final List<TLong> many =
                IntStream.range(0, 40).mapToObj(i -> TLong.of(0)).toList();
        private final Heap heap = new Heap();
        private long commitsToMany;
        private @Nullable Throwable thrown;
        private @Nullable Throwable thrownLater;

        Run(Load load) {
            this.load = load;
        }

        /** Runs it in a new thread with {@code blocks} small blocks of memory left; true if memory ran out. */
        boolean inFreshThread(int blocks) throws InterruptedException {
            thrown = null;
            thrownLater = null;
            Thread victim = new Thread(() -> playWith(blocks), "victim");
            if (load == Load.BESIDE_A_SNAPSHOT) {
                long seen = STM.<Long, InterruptedException>snapshot(tx -> {
                    run(victim);
                    return accounts.total(tx);
                });
                check(seen == TransferAccounts.TOTAL, "the snapshot saw " + seen);
            } else {
                run(victim);
            }
            boolean ranOut = thrown instanceof OutOfMemoryError;
            check(thrown == null || ranOut, "it threw " + thrown);
            check(thrownLater == null, "once there was memory again, the same thread threw " + thrownLater);
            assertLaws();
            outOfMemory += ranOut ? 1 : 0;
            return ranOut;
        }

        private static void run(Thread victim) throws InterruptedException {
            victim.start();
            victim.join();
        }

        private void playWith(int blocks) {
            try {
                heap.leave(blocks);
                play();
            } catch (Throwable t) {
                thrown = t;
            } finally {
                heap.free();
            }
            try {
                play(); // now that there is memory again
            } catch (Throwable t) {
                thrownLater = t;
            }
        }

        private void play() {
            if (load.scene != null) {
                load.scene.play(accounts, other);
            } else if (load == Load.SNAPSHOT) {
                check(STM.snapshot(accounts::total) == TransferAccounts.TOTAL, "the snapshot saw another total");
            } else {
                STM.run(tx -> many.forEach(n -> n.set(tx, n.get(tx) + 1)));
                commitsToMany++;
            }
        }

        private void assertLaws() {
            accounts.assertLaws(other);
            for (TLong number : many) {
                check(number.now() == commitsToMany, "some of many was not written");
            }
        }

        private void check(boolean holds, String otherwise) {
            if (!holds) {
                throw new AssertionError(load + ": " + otherwise, thrownLater != null ? thrownLater : thrown);
            }
        }
    }

    /** All of the heap but a few blocks. */
    private static final class Heap {
        private @Nullable List<byte[]> chunks;
        private @Nullable Block blocks;

        private static final class Block {
            final @Nullable Block next;

            Block(@Nullable Block next) {
                this.next = next;
            }
        }

        void leave(int left) {
            if (left == Integer.MAX_VALUE) {
                return;
            }
            chunks = new ArrayList<>(100_000);
            try {
                while (true) {
                    chunks.add(new byte[CHUNK_BYTES]);
                }
            } catch (OutOfMemoryError e) {
                // less than a chunk is left
            }
            for (int bytes = 0; bytes < MOST_BLOCKS * BLOCK_BYTES; bytes += CHUNK_BYTES) {
                chunks.remove(chunks.size() - 1); // room for more blocks than any load needs
            }
            @Nullable Block before;
            do { // a collection that fails may still leave room: only a try that adds nothing has found the end
                before = blocks;
                addBlocks();
            } while (blocks != before);
            for (int i = 0; i < left && blocks != null; i++) {
                blocks = blocks.next;
            }
        }

        private void addBlocks() {
            try {
                while (true) {
                    blocks = new Block(blocks);
                }
            } catch (OutOfMemoryError e) {
                // nothing is left, for now
            }
        }

        void free() {
            chunks = null;
            blocks = null;
        }
    }
}
