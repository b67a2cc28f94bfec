package dev.tvar.stm.testing.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.internal.seam.Seam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at every step of every scene, one at a time: whatever the fault and the step, no variable stays locked, no money
 * is lost, no waiter is forgotten, and nothing is left behind. {@link CriticalMethods} names the steps at which a fault cannot be
 * survived by design.
 */
@Tag("seam")
class FaultAtEveryStepTest {
    private static final int MOST_STEPS = 10_000;

    private final OtherThread other = new OtherThread();

    @AfterEach
    void takeOutTheSeam() {
        Seam.install(null);
        other.close();
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    void nothingIsLostOrLeftBehind(Scene scene) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {}); // hooks report to it
        int strikes = 0;
        for (Fault fault : Fault.values()) {
            for (int at = fault.ordinal() % scene.stride(); at < MOST_STEPS; at += scene.stride()) {
                Injector injector = new Injector(fault, at);
                playUnder(injector, scene);
                strikes += injector.hasStruck() ? 1 : 0;
                if (injector.cameTooLate()) {
                    break;
                }
            }
        }
        int counted = strikes;
        assertTrue(counted > 4 * Fault.values().length, () -> "only " + counted + " strikes");
        System.out.println(scene + ": " + strikes + " faults");
    }

    private void playUnder(Injector injector, Scene scene) {
        TransferAccounts accounts = new TransferAccounts();
        Seam.install(injector);
        try {
            scene.play(accounts, other);
        } catch (TxnInterruptedException e) {
            assertTrue(Thread.currentThread().isInterrupted(), () -> "the interrupt is lost: " + injector);
        } catch (Throwable t) {
            assertTrue(Fault.isInjected(t), () -> injector + " led to " + t);
        } finally {
            Seam.install(null);
        }
        Thread.interrupted();
        try {
            accounts.assertLaws(other);
        } catch (AssertionError e) {
            throw new AssertionError("after " + injector + ": " + e.getMessage(), e);
        }
    }
}
