package dev.tvar.stm.testing.bank;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.engine.Engines;
import dev.tvar.stm.testing.support.Limits;
import java.time.Duration;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The law of this library: money is conserved, whatever the threads do. In every run of every random program every audit
 * sees exactly the total, no balance is ever negative, and the multiset of successful transfers explains every final
 * balance exactly.
 *
 * <p>Each property prints its seed. To run the same programs again, put the seed into the annotation:
 * {@code @Property(tries = TRIES, seed = "-123456789")}, and run
 * {@code mvn -pl stm-tests -am test -Dtest=MoneyIsConservedTest -Dsurefire.failIfNoSpecifiedTests=false}. A seed fixes
 * the programs, not how the threads meet; a fault that depends on their interleaving may take several runs to show again.
 */
final class MoneyIsConservedTest {
    private static final int TRIES = 75;
    private static final int MOST_RUNS = 200;
    private static final int ENOUGH_TRANSFERS = 5_000;
    private static final Duration LIMIT = Limits.DURATION;

    @Property(tries = TRIES)
    void moneyIsConservedByTVars(@ForAll("programs") BankProgram program) throws InterruptedException {
        requireAllLaws("tvar", program);
    }

    @Property(tries = TRIES)
    void moneyIsConservedByTLongsThatGetAndSet(@ForAll("programs") BankProgram program) throws InterruptedException {
        requireAllLaws("tlong", program);
    }

    @Property(tries = TRIES)
    void moneyIsConservedByTLongsThatAskAndAdd(@ForAll("programs") BankProgram program) throws InterruptedException {
        requireAllLaws("tlong-add", program);
    }

    @Property(tries = TRIES)
    void moneyIsConservedAndNothingOverdrawnByBlindAdds(@ForAll("programs") BankProgram program)
            throws InterruptedException {
        requireAllLaws(
                Engines.ofAccounts(MoneyIsConservedTest::withFloor, TLong::get, MoneyIsConservedTest::move), program);
    }

    private static TLong withFloor(long opening) {
        return TLong.bounded(opening, Bounds.atLeast(0));
    }

    /** A transfer that reads nothing: the payer's account refuses what it does not cover. */
    private static boolean move(TLong from, TLong to, long amount) {
        if (from == to) { // nothing is left to refuse: the sum of the two adds is zero
            return STM.atomically(tx -> from.isAtLeast(tx, amount));
        }
        try {
            STM.run(tx -> {
                from.add(tx, -amount);
                to.add(tx, amount);
            });
            return true;
        } catch (OutOfBoundsException e) {
            return false;
        }
    }

    @Provide
    Arbitrary<BankProgram> programs() {
        return BankArbitraries.programs(4_000, 20);
    }

    /** A short program, such as a failing one during shrinking, runs many times, so that its transactions overlap. */
    private static int runs(BankProgram program) {
        return Math.max(1, Math.min(MOST_RUNS, ENOUGH_TRANSFERS / Math.max(1, program.size())));
    }

    private static void requireAllLaws(String name, BankProgram program) throws InterruptedException {
        requireAllLaws(Engines.named(name), program);
    }

    private static void requireAllLaws(Engine fresh, BankProgram program) throws InterruptedException {
        try (Engine engine = fresh) {
            BankReport report = Bank.runUntilBroken(engine, program, LIMIT, runs(program));
            Tally.add(engine, report);
            report.requireAllLaws();
        }
    }
}
