package dev.tvar.stm.testing.engine;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;

/** This library with one {@code TVar<Long>} per variable. */
final class TVarEngine extends OwnEngine {

    @Override
    public String name() {
        return "tvar";
    }

    @Override
    public Variable variable(long initial) {
        return new Boxed(TVar.of(initial));
    }

    private record Boxed(TVar<Long> cell) implements Cell {
        @Override
        public long get(ReadTxn tx) {
            return cell.get(tx);
        }

        @Override
        public void set(Txn tx, long value) {
            cell.set(tx, value);
        }
    }
}
