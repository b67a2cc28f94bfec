package dev.tvar.stm.testing.prove;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.testing.StmDomain;
import dev.tvar.stm.testing.bank.Bank;
import dev.tvar.stm.testing.bank.BankArbitraries;
import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.bank.Transfer;
import dev.tvar.stm.testing.engine.BrokenEngines;
import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.engine.Engines;
import dev.tvar.stm.testing.program.ConcurrentProgram;
import dev.tvar.stm.testing.program.ProgramRun;
import dev.tvar.stm.testing.program.TxnProgram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Properties as users write them, each of which must fail; {@link ShrunkPropertiesTest} runs them. */
final class FailingCases {
    static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int TRIES = 1_000;

    private FailingCases() {}

    /** A transfer from an account to itself creates money. */
    static Engine selfish() {
        return Engines.<TLong>ofAccounts(
                TLong::of,
                TLong::get,
                (from, to, amount) -> STM.atomically(tx -> {
                    long mine = from.get(tx);
                    long theirs = to.get(tx);
                    if (mine < amount) {
                        return false;
                    }
                    from.set(tx, mine - amount);
                    to.set(tx, theirs + amount);
                    return true;
                }));
    }

    /** The fault shows in each run. */
    @Domain(StmDomain.class)
    static class Selfish {
        @Property(tries = TRIES, shrinking = ShrinkingMode.FULL)
        void fails(@ForAll BankProgram program) throws InterruptedException {
            Bank.run(selfish(), program, LIMIT).requireAllLaws();
        }
    }

    /** The fault shows in every second run. */
    @Domain(StmDomain.class)
    static class Flaky {
        @Property(tries = TRIES, shrinking = ShrinkingMode.FULL)
        void fails(@ForAll BankProgram program) throws InterruptedException {
            Bank.run(new Unlucky(2), program, LIMIT).requireAllLaws();
        }
    }

    /** The property repeats its runs itself. */
    @Domain(StmDomain.class)
    static class RepeatedByTheProperty {
        @Property(tries = TRIES, shrinking = ShrinkingMode.FULL)
        void fails(@ForAll BankProgram program) throws InterruptedException {
            Bank.runUntilBroken(new Unlucky(2), program, LIMIT, 200).requireAllLaws();
        }
    }

    /** User-defined cases, derived from cases of the harness. */
    static class FilteredAndMapped {
        record Case(BankProgram program) {}

        @Provide
        Arbitrary<Case> cases() {
            return BankArbitraries.programs(20, 8, 500, 3)
                    .filter(program -> program.tellers() >= 2)
                    .map(Case::new);
        }

        @Property(tries = TRIES, shrinking = ShrinkingMode.FULL)
        void fails(@ForAll("cases") Case one) throws InterruptedException {
            Bank.run(new Unlucky(2), one.program(), LIMIT).requireAllLaws();
        }
    }

    /** The writes of a transaction that retries are kept: no second thread is needed. */
    @Domain(StmDomain.class)
    static class DirtyWrite {
        @Property(tries = TRIES, shrinking = ShrinkingMode.FULL)
        void fails(@ForAll ConcurrentProgram program) throws InterruptedException {
            ProgramRun.inTurns(BrokenEngines.named("broken:dirty-write"), program, 1, LIMIT)
                    .requireSerialOrder();
        }
    }

    /** Two cases in one property. */
    @Domain(StmDomain.class)
    @Domain(DomainContext.Global.class)
    static class TwoParameters {
        @Property(tries = TRIES, shrinking = ShrinkingMode.FULL)
        void fails(@ForAll Transfer transfer, @ForAll TxnProgram transaction, @ForAll int other) {
            if (transfer.amount() > 10 && transaction.steps().size() > 2 && other > 5) {
                throw new AssertionError(transfer + ", " + transaction + ", " + other);
            }
        }
    }

    /** Does not use the harness. */
    static class OfTheUserAlone {
        static final Map<List<Integer>, Integer> RUNS = new ConcurrentHashMap<>();

        @Property(tries = TRIES, shrinking = ShrinkingMode.FULL)
        void fails(@ForAll List<Integer> numbers) {
            RUNS.merge(numbers, 1, Integer::sum);
            if (numbers.size() > 3) {
                throw new AssertionError(numbers);
            }
        }
    }
}
