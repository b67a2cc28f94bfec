package dev.tvar.stm.collection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What all queues refuse, and with which words. */
final class Closing {
    private Closing() {}

    /** The exception for an element that a closed queue does not accept. */
    static ClosedException refused(Object queue) {
        return new ClosedException(queue + " is closed and accepts no more elements; offer returns false in this case");
    }

    /** The exception for a take from a drained queue. */
    static ClosedException ended(Object queue) {
        return new ClosedException(
                queue + " is closed, and all its elements were taken; takeOrNull returns null in this case");
    }

    /** Refuses a number of elements that is too small. */
    static void checkCount(String parameter, int count, int least) {
        if (count < least) {
            throw new IllegalArgumentException(parameter + " must be at least " + least + ", not " + count);
        }
    }

    /** The elements of a collection; refuses null among them. */
    static Object[] elements(Object queue, Collection<?> elements) {
        Object[] all = elements.toArray();
        for (Object element : all) {
            element(queue, element);
        }
        return all;
    }

    /** Refuses null. */
    static <E> E element(Object queue, @Nullable E element) {
        if (element == null) {
            throw new NullPointerException("a " + queue.getClass().getSimpleName() + " does not hold null");
        }
        return element;
    }

    /** The elements that do not satisfy a condition; null if all of them are kept. */
    static <E> @Nullable List<E> kept(Iterator<E> elements, Predicate<? super E> filter) {
        List<E> kept = new ArrayList<>();
        boolean removed = false;
        while (elements.hasNext()) {
            E element = elements.next();
            if (filter.test(element)) {
                removed = true;
            } else {
                kept.add(element);
            }
        }
        return removed ? kept : null;
    }

    /** Holds once, for the first element that satisfies a condition. */
    static final class First<E> implements Predicate<E> {
        private final Predicate<? super E> condition;
        private boolean found;

        First(Predicate<? super E> condition) {
            this.condition = condition;
        }

        @Override
        public boolean test(E element) {
            boolean first = !found && condition.test(element);
            found |= first;
            return first;
        }
    }
}
