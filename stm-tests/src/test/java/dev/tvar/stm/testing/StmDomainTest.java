package dev.tvar.stm.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.bank.BankArbitraries;
import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.bank.Transfer;
import dev.tvar.stm.testing.program.ConcurrentProgram;
import dev.tvar.stm.testing.program.ProgramRun;
import dev.tvar.stm.testing.program.TxnProgram;
import dev.tvar.stm.testing.support.Limits;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;
import net.jqwik.api.domains.Domain;

/** The domain provides each of its types, and everything shrinks to something small. */
@Domain(StmDomain.class)
final class StmDomainTest {
    private static final Duration LIMIT = Limits.DURATION;

    @Property(tries = 200)
    void banksAndTransfersAreWithinTheirLimits(@ForAll BankProgram program, @ForAll Transfer transfer) {
        assertTrue(program.size() <= 20_000);
        assertTrue(transfer.from() < BankProgram.MAX_ACCOUNTS && transfer.to() < BankProgram.MAX_ACCOUNTS);
    }

    @Property(tries = 200)
    void programsAreFlatAndOurLibraryRunsThem(@ForAll ConcurrentProgram program) throws InterruptedException {
        assertTrue(program.isFlat() && program.initial().size() <= StmDomain.VARIABLES);
        ProgramRun.onLibrary(program, 0, LIMIT).requireSerialOrder();
    }

    @Property(tries = 200)
    void singleTransactionsCanBePutTogether(@ForAll TxnProgram one, @ForAll TxnProgram two)
            throws InterruptedException {
        List<Long> initial = Collections.nCopies(StmDomain.VARIABLES, 0L);
        ConcurrentProgram both = new ConcurrentProgram(initial, List.of(List.of(one), List.of(two)));
        ProgramRun.onLibrary(both, 0, LIMIT).requireSerialOrder();
    }

    @Example
    void everythingShrinksToOneSmallStep() {
        StmDomain domain = new StmDomain();
        assertEquals("0->0:0", smallest(domain.transfer()));
        assertEquals("txn { read x0 }", smallest(domain.transaction()));
        assertEquals("initial  x0=0\n  thread 0\n    txn { read x0 }", smallest(domain.program()));
        assertEquals(
                "opening [0, 0], tellers 1, snapshot auditors 0, update auditors 0, rounds 1, transfers []",
                smallest(domain.bank()));
    }

    @Example
    void everySmallerCaseIsSmallerSoThatShrinkingEnds() {
        StmDomain domain = new StmDomain();
        for (Arbitrary<?> arbitrary :
                List.of(domain.transfer(), domain.transaction(), domain.program(), BankArbitraries.programs(50, 5))) {
            for (int seed = 0; seed < 10; seed++) {
                Random random = new Random(seed);
                Shrinkable<?> some = arbitrary.generator(1_000).next(random);
                for (int i = 0; i < 20; i++) {
                    some = oneOfTheSmaller(some, random);
                }
            }
        }
    }

    /** Checks that all of the first shrunk values are smaller; the value itself if there are none. */
    private static Shrinkable<?> oneOfTheSmaller(Shrinkable<?> some, Random random) {
        List<? extends Shrinkable<?>> smaller = some.shrink().limit(50).toList();
        ShrinkingDistance distance = some.distance();
        for (Shrinkable<?> candidate : smaller) {
            assertTrue(candidate.distance().compareTo(distance) < 0, () -> candidate + " is not smaller than " + some);
        }
        return smaller.isEmpty() ? some : smaller.get(random.nextInt(smaller.size()));
    }

    private static String smallest(Arbitrary<?> arbitrary) {
        Shrinkable<?> smallest = arbitrary.generator(1_000).next(new Random(7));
        for (Optional<? extends Shrinkable<?>> next = Optional.of(smallest); next.isPresent(); ) {
            smallest = next.get();
            next = smallest.shrink().findFirst();
        }
        return String.valueOf(smallest.value());
    }
}
