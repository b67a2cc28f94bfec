package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.examples.engine.ActorBank;
import java.util.Arrays;

/**
 * An actor per account on Pekko, the same as in the comparison of the examples: a transfer is two messages with an answer
 * each. It cannot sum at one instant, so it is not asked to.
 */
final class ActorsEngine implements Engine {
    @Override
    public Accounts accounts(int count, long opening) {
        long[] balances = new long[count];
        Arrays.fill(balances, opening);
        return new ActorAccounts(new ActorBank(balances));
    }

    private record ActorAccounts(ActorBank bank) implements Accounts {
        @Override
        public Teller teller() {
            dev.tvar.stm.examples.engine.Teller asking = bank.teller();
            return new Teller() {
                @Override
                public boolean transfer(int from, int to, long amount) {
                    return asking.transfer(from, to, amount);
                }
            };
        }

        @Override
        public long total() {
            return bank.audit();
        }

        @Override
        public void close() {
            bank.close();
        }
    }
}
