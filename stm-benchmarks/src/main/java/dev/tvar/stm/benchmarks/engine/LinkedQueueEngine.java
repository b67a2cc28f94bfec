package dev.tvar.stm.benchmarks.engine;

import java.util.concurrent.LinkedBlockingQueue;

/** The JDK's linked queue: a yardstick for single operations; it has no way to take here and put there atomically. */
final class LinkedQueueEngine implements Engine {
    @Override
    public SharedQueue queue(int capacity) {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>(capacity);
        return new SharedQueue() {
            @Override
            public void put(Integer element) {
                try {
                    queue.put(element);
                } catch (InterruptedException e) {
                    throw interrupted(e);
                }
            }

            @Override
            public Integer take() {
                try {
                    return queue.take();
                } catch (InterruptedException e) {
                    throw interrupted(e);
                }
            }
        };
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        return new IllegalStateException("nobody interrupts a benchmark", cause);
    }
}
