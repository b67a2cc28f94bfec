package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.examples.engine.ActorBank;
import java.util.Arrays;

/**
 * A Pekko actor per account, the same as in the comparison of the examples: a transfer is two messages and an answer.
 * Actors cannot sum at one instant.
 */
final class ActorsAdapter implements Adapter {
    @Override
    public Accounts accounts(int count, long opening) {
        long[] balances = new long[count];
        Arrays.fill(balances, opening);
        ActorBank bank = new ActorBank(balances);
        return new Accounts(() -> new Worker(bank), bank::audit, bank::close);
    }

    private static final class Worker extends AccountWorker {
        private final dev.tvar.stm.examples.engine.Teller asking;

        private Worker(ActorBank bank) {
            asking = bank.teller();
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            return asking.transfer(from, to, amount);
        }
    }
}
