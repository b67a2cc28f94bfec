package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import java.util.stream.Stream;

/** This library with a floor for each account: a transfer is two adds, and reads nothing. */
final class BoundedAdapter extends TVarAdapter {
    private static final Bounds NO_OVERDRAFT = Bounds.atLeast(0);

    @Override
    TLong[] open(int count, long opening) {
        return Stream.generate(() -> TLong.bounded(opening, NO_OVERDRAFT))
                .limit(count)
                .toArray(TLong[]::new);
    }

    @Override
    Worker worker(TLong[] accounts) {
        return new BlindWorker(accounts);
    }

    @Override
    Class<? extends AccountWorker> lambdaWorker() {
        return BlindLambdaWorker.class;
    }

    static final class BlindLambdaWorker extends LambdaWorker {
        BlindLambdaWorker(TLong[] accounts) {
            super(accounts);
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            TLong source = accounts[from];
            TLong target = accounts[to];
            try {
                STM.run(tx -> {
                    source.add(tx, -amount);
                    target.add(tx, amount);
                });
                return true;
            } catch (OutOfBoundsException e) {
                return false;
            }
        }
    }

    private static final class BlindWorker extends Worker {
        private BlindWorker(TLong[] accounts) {
            super(accounts);
        }

        @Override
        boolean runTransfer() {
            try {
                return super.runTransfer();
            } catch (OutOfBoundsException e) {
                return false;
            }
        }

        @Override
        boolean transferIn(Txn tx) {
            runs++; // counts attempts, so an abort must not undo it
            accounts[from].add(tx, -amount);
            accounts[to].add(tx, amount);
            return true;
        }
    }
}
