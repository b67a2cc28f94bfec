package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.benchmarks.engine.Space.Bag;
import dev.tvar.stm.benchmarks.engine.Space.Tx;
import dev.tvar.stm.benchmarks.engine.Space.Variable;
import java.util.ArrayList;
import java.util.List;

/** A bag for transactional memories: a variable with a list that never changes. Changes replace it by a changed copy. */
record CopiedBag<E>(Variable<List<E>> list) implements Bag<E> {
    @Override
    public List<E> elements(Tx tx) {
        return list.get(tx);
    }

    @Override
    public void add(Tx tx, E element) {
        List<E> old = list.get(tx);
        List<E> copy = new ArrayList<>(old.size() + 1);
        copy.addAll(old);
        copy.add(element);
        list.set(tx, copy);
    }

    @Override
    public void remove(Tx tx, E element) {
        List<E> copy = new ArrayList<>(list.get(tx));
        if (copy.remove(element)) {
            list.set(tx, copy);
        }
    }
}
