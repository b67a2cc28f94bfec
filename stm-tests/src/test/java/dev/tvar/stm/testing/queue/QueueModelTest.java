package dev.tvar.stm.testing.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.ClosedException;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TDeque;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.collection.TransactionalQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Group;

/** What all queues have in common: every operation, on open, closed and drained queues, against one model. */
class QueueModelTest {
    private static final int CAPACITY = 5;

    @Group
    class First extends ModelProperty {
        @Override
        protected SideBySide<?> pair() {
            return new Pair(TQueue.create(), Integer.MAX_VALUE, (a, b) -> 0);
        }
    }

    @Group
    class Bounded extends ModelProperty {
        @Override
        protected SideBySide<?> pair() {
            return new Pair(TBoundedQueue.named("bounded", CAPACITY), CAPACITY, (a, b) -> 0);
        }
    }

    @Group
    class TwoEnds extends ModelProperty {
        @Override
        protected SideBySide<?> pair() {
            return new Pair(TDeque.named("deque"), Integer.MAX_VALUE, (a, b) -> 0);
        }
    }

    @Group
    class ByPriority extends ModelProperty {
        @Override
        protected SideBySide<?> pair() {
            return new Pair(TPriorityQueue.create(Job.BY_PRIORITY), Integer.MAX_VALUE, Job.BY_PRIORITY);
        }
    }

    /** The elements in the order in which they are taken, and whether the queue is closed. */
    private static final class Model {
        final List<Job> elements;
        boolean closed;

        Model(List<Job> elements, boolean closed) {
            this.elements = new ArrayList<>(elements);
            this.closed = closed;
        }
    }

    private static final class Pair extends SideBySide<Model> {
        private final TransactionalQueue<Job> queue;
        private final int capacity;
        private final Comparator<Job> order;
        private long jobs;

        Pair(TransactionalQueue<Job> queue, int capacity, Comparator<Job> order) {
            super(new Model(List.of(), false));
            this.queue = queue;
            this.capacity = capacity;
            this.order = order;
        }

        @Override
        protected Model copy(Model original) {
            return new Model(original.elements, original.closed);
        }

        @Override
        protected void step(Txn tx, int choice) {
            int number = choice / 16 % 4;
            switch (choice % 16) {
                case 0, 1, 2 -> offer(tx, job(choice));
                case 3 -> offerAll(tx, choice, number);
                case 4 -> putAll(tx, choice, number);
                case 5, 6 -> assertEquals(first(1), polled(tx));
                case 7 -> assertEquals(first(number), queue.takeUpTo(tx, number));
                case 8 -> takeBetween(tx, number);
                case 9 -> assertEquals(first(Integer.MAX_VALUE), queue.takeAll(tx));
                case 10, 11 -> {
                    Predicate<Job> filter = job -> job.number() % 4 == number;
                    assertEquals(model.elements.removeIf(filter), queue.removeIf(tx, filter));
                }
                case 12 -> takeOrNull(tx);
                case 13 -> {
                    if (number == 0) {
                        queue.clear(tx);
                        model.elements.clear();
                    }
                }
                case 14 -> {
                    if (number == 0) {
                        queue.close(tx);
                        model.closed = true;
                    }
                }
                default -> put(tx, job(choice));
            }
        }

        private Job job(int choice) {
            return new Job(choice % 5, jobs++);
        }

        /** Removes the first elements of the model. */
        private List<Job> first(int count) {
            List<Job> head = model.elements.subList(0, Math.min(count, model.elements.size()));
            List<Job> taken = List.copyOf(head);
            head.clear();
            return taken;
        }

        private List<Job> polled(Txn tx) {
            Job job = queue.poll(tx);
            return job == null ? List.of() : List.of(job);
        }

        /** Behind the last element that does not come after it. */
        private boolean added(Job job) {
            if (model.closed || model.elements.size() == capacity) {
                return false;
            }
            int place = model.elements.size();
            while (place > 0 && order.compare(job, model.elements.get(place - 1)) < 0) {
                place--;
            }
            model.elements.add(place, job);
            return true;
        }

        private void offer(Txn tx, Job job) {
            assertEquals(added(job), queue.offer(tx, job));
        }

        private void put(Txn tx, Job job) {
            if (model.closed) {
                assertThrows(ClosedException.class, () -> queue.put(tx, job));
            } else if (model.elements.size() < capacity) {
                queue.put(tx, job);
                added(job);
            }
        }

        private List<Job> jobs(int choice, int number) {
            return IntStream.range(0, number).mapToObj(i -> job(choice / 7 + i)).toList();
        }

        private void offerAll(Txn tx, int choice, int number) {
            List<Job> some = jobs(choice, number);
            assertEquals(some.stream().filter(this::added).count(), queue.offerAll(tx, some));
        }

        private void putAll(Txn tx, int choice, int number) {
            List<Job> some = jobs(choice, number);
            if (model.closed) {
                assertThrows(ClosedException.class, () -> queue.putAll(tx, some));
            } else if (model.elements.size() + number <= capacity) {
                queue.putAll(tx, some);
                some.forEach(this::added);
            }
        }

        private void takeBetween(Txn tx, int number) {
            if (model.closed || model.elements.size() >= number) {
                assertEquals(first(number + 1), queue.takeBetween(tx, number, number + 1));
            }
        }

        private void takeOrNull(Txn tx) {
            if (!model.elements.isEmpty()) {
                assertEquals(first(1).get(0), queue.takeOrNull(tx));
            } else if (model.closed) {
                assertEquals(null, queue.takeOrNull(tx));
                assertThrows(ClosedException.class, () -> queue.take(tx));
            }
        }

        @Override
        protected void compare(ReadTxn tx) {
            assertEquals(model.elements, queue.snapshot(tx));
            assertEquals(model.elements, walked(tx));
            assertEquals(model.elements.isEmpty() ? null : model.elements.get(0), queue.peek(tx));
            assertEquals(model.elements.size(), queue.size(tx));
            assertEquals(model.elements.isEmpty(), queue.isEmpty(tx));
            assertEquals(model.closed, queue.isClosed(tx));
            assertEquals(model.closed && model.elements.isEmpty(), queue.isDrained(tx));
            Job last = new Job(0, jobs - 1);
            assertEquals(model.elements.contains(last), queue.contains(tx, last));
        }

        private List<Job> walked(ReadTxn tx) {
            List<Job> walked = new ArrayList<>();
            for (Iterator<Job> elements = queue.iterator(tx); elements.hasNext(); ) {
                walked.add(elements.next());
            }
            return walked;
        }
    }
}
