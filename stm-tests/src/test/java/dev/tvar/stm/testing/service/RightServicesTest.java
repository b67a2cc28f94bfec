package dev.tvar.stm.testing.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.bank.Bank;
import dev.tvar.stm.testing.bank.BankArbitraries;
import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.bank.Call;
import dev.tvar.stm.testing.bank.ServiceReport;
import dev.tvar.stm.testing.bank.ServiceRun;
import dev.tvar.stm.testing.bank.Transfer;
import dev.tvar.stm.testing.engine.Engines;
import dev.tvar.stm.testing.service.MoneyService.Operation;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import dev.tvar.stm.testing.support.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;

/** Right services of each kind keep all laws, with lost replies, too. */
class RightServicesTest {
    @Provide
    Arbitrary<BankProgram> calls() {
        return BankArbitraries.services(6, 5, 60);
    }

    @Property(tries = 100)
    void allLawsHoldInMemory(@ForAll("calls") BankProgram program) throws InterruptedException {
        try (MoneyService service = Services.inMemory()) {
            ServiceReport report = run(service, program);
            report.requireAllLaws();
            assertEquals(Set.of(Operation.values()), report.offered());
        }
    }

    @Property(tries = 100)
    void allLawsHoldWithLostReplies(@ForAll("calls") BankProgram program, @ForAll long seed)
            throws InterruptedException {
        try (MoneyService service = Services.losingReplies(Services.inMemory(), seed, 0.2)) {
            run(service, program).requireAllLaws();
        }
    }

    @Property(tries = 50)
    void allLawsHoldForAnEngine(@ForAll("calls") BankProgram program) throws InterruptedException {
        for (String name : List.of("tlong", "locks")) {
            try (MoneyService service = Bank.service(Engines.named(name))) {
                ServiceReport report = run(service, program);
                report.requireAllLaws();
                assertEquals(Set.of(Operation.AUDIT), report.offered());
            }
        }
    }

    /** The programs of engines, with their tellers and auditors, run on services, too. */
    @Property(tries = 20)
    @Domain(BankArbitraries.class)
    void tellersAndAuditorsRunOnServices(@ForAll BankProgram program) throws InterruptedException {
        try (MoneyService service = Services.inMemory()) {
            run(service, program).requireAllLaws();
        }
    }

    @Example
    void whatIsNotOfferedIsLeftOutAndAKeyIsDropped() throws InterruptedException {
        Map<String, Long> balances = new ConcurrentHashMap<>();
        MoneyService service = Services.of(
                        opening -> {
                            String id = "account " + balances.size();
                            balances.put(id, opening);
                            return id;
                        },
                        (from, to, amount) -> {
                            synchronized (balances) {
                                balances.merge(from, -amount, Long::sum);
                                balances.merge(to, amount, Long::sum);
                                return Outcome.DONE;
                            }
                        },
                        account -> balances.getOrDefault(account, 0L))
                .withFloor(account -> -100)
                .build();
        Transfer five = new Transfer(0, 1, 5);
        List<Call> calls = List.of(
                new Call.Keyed(0, five),
                new Call.Keyed(0, five),
                new Call.Hold(0, five),
                new Call.Capture(0),
                new Call.Audit(),
                new Call.Read(0));
        ServiceReport report = run(service, BankProgram.ofClients(List.of(7L, 0L), List.of(calls)));
        report.requireAllLaws();
        assertEquals(Set.of(), report.offered());
        assertEquals(
                List.of("client 0: 0->1:5 done", "client 0: 0->1:5 done", "client 0: read 0 saw -3"),
                report.calls().stream().map(Object::toString).toList());
        assertEquals(Optional.of(List.of(-3L, 10L)), report.finalBalances());
    }

    @Example
    void theCallsCanBeMadeByThreadsOfTheCaller() throws Exception {
        Transfer five = new Transfer(0, 1, 5);
        BankProgram program = new BankProgram(
                List.of(7L, 0L), 1, 0, 0, 2, List.of(five), List.of(List.of(new Call.Read(0), new Call.Read(1))));
        try (MoneyService service = Services.inMemory()) {
            ServiceRun run = ServiceRun.open(service, program);
            assertEquals(2, run.clients());
            run.work(1);
            run.work(0);
            ServiceReport report = run.report(List.of(), List.of());
            report.requireAllLaws();
            assertEquals(1, report.count(Outcome.DONE));
            assertEquals(1, report.count(Outcome.REFUSED));
            assertEquals(Optional.of(List.of(2L, 5L)), report.finalBalances());
        }
    }

    @Example
    void aClassThatOverridesHalfOfAnOperationIsRefused() {
        MoneyService service = new MemoryOfHolds();
        IllegalStateException thrown = assertThrows(IllegalStateException.class, service::offers);
        assertTrue(
                String.valueOf(thrown.getMessage()).contains("overrides some methods of HOLDS but not"),
                thrown::toString);
    }

    /** Places holds that nothing can end. */
    private static final class MemoryOfHolds implements MoneyService {
        @Override
        public String open(long opening) {
            return "the only one";
        }

        @Override
        public Outcome transfer(String from, String to, long amount) {
            return Outcome.FAILED;
        }

        @Override
        public long balance(String account) {
            return 0;
        }

        @Override
        public Outcome hold(String id, String from, String to, long amount) {
            return Outcome.DONE;
        }
    }

    private static ServiceReport run(MoneyService service, BankProgram program) throws InterruptedException {
        return Bank.run(service, program, Limits.DURATION);
    }
}
