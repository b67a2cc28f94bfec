package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.testing.StuckTestWatchdog;
import dev.tvar.stm.testing.bank.Bank;
import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.bank.Transfer;
import dev.tvar.stm.testing.engine.Engines;
import dev.tvar.stm.testing.explore.Explorer;
import dev.tvar.stm.testing.explore.Scenario;
import dev.tvar.stm.testing.history.CheckHistory;
import dev.tvar.stm.testing.history.HistoryViolationError;
import dev.tvar.stm.testing.history.Recording;
import dev.tvar.stm.testing.history.StmTest;
import dev.tvar.stm.testing.rule.BrokenRuleError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Everything in stm-testkit that plugs into JUnit works with the JUnit of this class path, and so does the rest. */
class JUnitFeaturesTest {
    /** The failures of a test class, which is run as a build would run it. */
    private static List<Throwable> failures(Class<?> tests) {
        List<Throwable> failures = new ArrayList<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                result.getThrowable().ifPresent(failures::add);
                            }
                        });
        return failures;
    }

    private static Throwable failure(Class<?> tests) {
        List<Throwable> failures = failures(tests);
        assertEquals(1, failures.size(), failures::toString);
        return failures.get(0);
    }

    // ---- tests that must fail

    static final class LostUpdate {
        private final TLong account = TLong.named("account", 100);

        private void deposit(long amount, Runnable meanwhile) {
            Recording.runAsOne("deposit", () -> {
                long balance = STM.atomically(account::get);
                meanwhile.run();
                STM.run(tx -> account.set(tx, balance + amount));
            });
        }

        @StmTest
        void twoDeposits() {
            deposit(10, () -> {
                Thread other = new Thread(() -> deposit(20, () -> {}));
                other.start();
                try {
                    other.join();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    static final class TransferInTwo {
        private final TLong ann = TLong.named("ann", 100);
        private final TLong ben = TLong.named("ben", 100);

        @StmTest
        void transfer() {
            Recording.rule("the accounts hold 200", tx -> ann.get(tx) + ben.get(tx) == 200);
            STM.run(tx -> ann.add(tx, -30));
            STM.run(tx -> ben.add(tx, 30));
            assertEquals(200, ann.now() + ben.now());
        }
    }

    static final class SideEffect {
        @StmTest(strict = true)
        void sendsOneMail() {
            List<String> mails = new ArrayList<>();
            TLong account = TLong.of(1);
            STM.run(tx -> {
                account.add(tx, 1);
                mails.add("mail");
            });
            assertEquals(1, mails.size());
        }
    }

    static final class Stuck {
        private final TQueue<String> empty = TQueue.create();

        @Test
        void waitsForever() {
            STM.atomically(empty::take);
        }
    }

    // ---- how they fail

    @Test
    void theVersionIsTheOneThatWasAskedFor() {
        assertEquals(System.getProperty("junit.version"), Test.class.getPackage().getImplementationVersion());
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.jqwik.api.Property"));
    }

    @Test
    void aHistoryWithoutASerialOrderFailsItsTest() {
        assertInstanceOf(HistoryViolationError.class, failure(LostUpdate.class));
    }

    @Test
    void aBrokenRuleFailsItsTest() {
        assertInstanceOf(BrokenRuleError.class, failure(TransferInTwo.class));
    }

    @Test
    void strictModeFindsASideEffect() {
        assertInstanceOf(AssertionError.class, failure(SideEffect.class));
    }

    @Test
    void aStuckTestIsInterrupted() {
        System.setProperty(StuckTestWatchdog.LIMIT, "0.02");
        try {
            assertInstanceOf(TxnInterruptedException.class, failure(Stuck.class));
        } finally {
            System.clearProperty(StuckTestWatchdog.LIMIT);
        }
    }

    // ---- tests that pass

    @Nested
    @CheckHistory
    class Recorded {
        private final TLong account = TLong.named("account", 100);

        @ParameterizedTest
        @ValueSource(longs = {1, 2})
        void parameterized(long amount) {
            STM.run(tx -> account.add(tx, amount));
        }

        @RepeatedTest(2)
        void repeated() {
            STM.run(tx -> account.add(tx, 1));
        }
    }

    @Test
    void aBankKeepsItsMoney() throws InterruptedException {
        List<Transfer> transfers = List.of(new Transfer(0, 1, 30), new Transfer(1, 2, 20), new Transfer(2, 0, 10));
        BankProgram program = new BankProgram(List.of(100L, 100L, 100L), 3, 1, 1, 3, transfers);
        Bank.run(Engines.named("tlong"), program, Duration.ofMinutes(5)).requireAllLaws();
    }

    @Test
    void theExplorerFindsALostUpdateSinceTheSeamIsOn() {
        assertTrue(Explorer.of(1)
                .explore(() -> {
                    TLong account = TLong.named("account", 100);
                    Scenario.Body deposit = () -> {
                        long balance = STM.atomically(account::get);
                        STM.run(tx -> account.set(tx, balance + 10));
                    };
                    return new Scenario()
                            .thread("one", deposit)
                            .thread("two", deposit)
                            .atTheEnd(() -> assertEquals(120, account.now()));
                })
                .failure()
                .isPresent());
    }
}
