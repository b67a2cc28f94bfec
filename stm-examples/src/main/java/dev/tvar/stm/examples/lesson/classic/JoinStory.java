package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;

/** Edge cases of join and taskDone, on one thread. */
final class JoinStory {
    /** The observations while the last task is taken but not yet done. */
    record LastTask(boolean queueIsEmpty, boolean joinReturns, boolean joinReturnsWhenDone) {}

    private JoinStory() {}

    /** A consumer has taken the only task, and is at work. */
    static LastTask lastTask() {
        JoinableQueue<String> queue = new JoinableQueue<>();
        STM.run(tx -> queue.put(tx, "the only task"));
        STM.<String, RuntimeException>atomically(queue::take);
        boolean empty = STM.<Boolean, RuntimeException>snapshot(queue::isEmpty);
        boolean early = joinReturns(queue);
        STM.run(queue::taskDone);
        return new LastTask(empty, early, joinReturns(queue));
    }

    /** The message to a consumer that calls taskDone once too often; empty if the call is accepted. */
    static String doneTooOften() {
        JoinableQueue<String> queue = new JoinableQueue<>();
        try {
            STM.run(queue::taskDone);
            return "";
        } catch (IllegalStateException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static boolean joinReturns(JoinableQueue<?> queue) {
        return STM.atomically(tx -> tx.orElse(
                first -> {
                    queue.join(first);
                    return true;
                },
                second -> false));
    }
}
