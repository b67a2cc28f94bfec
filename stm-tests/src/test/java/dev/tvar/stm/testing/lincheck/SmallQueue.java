package dev.tvar.stm.testing.lincheck;

import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TBoundedQueue;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A queue with room for two. */
@Param(name = "element", gen = IntGen.class, conf = "1:5")
public class SmallQueue {
    private final TBoundedQueue<Integer> queue = TBoundedQueue.create(2);

    /** Puts one at the end. */
    @Operation
    public boolean offer(@Param(name = "element") int element) {
        return STM.atomically(tx -> queue.offer(tx, element));
    }

    /** Takes the first element, or returns zero. */
    @Operation
    public int poll() {
        return STM.atomically(tx -> {
            Integer first = queue.poll(tx);
            return first == null ? 0 : first;
        });
    }

    /** Takes two elements, or none. */
    @Operation
    public String pollTwo() {
        return STM.atomically(tx -> queue.size(tx) < 2 ? "too few" : queue.poll(tx) + " and " + queue.poll(tx));
    }

    /** The number of elements. */
    @Operation
    public long size() {
        return STM.snapshot(queue::size);
    }
}
