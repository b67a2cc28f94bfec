package dev.tvar.stm.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.engine.Teller;
import dev.tvar.stm.benchmarks.engine.Work;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every engine at every workload that it can do, a few hundred operations each; each workload checks its own law. */
class LawsHoldTest {
    static Stream<Engines> transferring() {
        return that(Work.TRANSFER);
    }

    static Stream<Engines> summing() {
        return that(Work.SUM);
    }

    static Stream<Engines> reading() {
        return that(Work.READ);
    }

    static Stream<Engines> counting() {
        return that(Work.COUNT);
    }

    static Stream<Engines> handingOver() {
        return that(Work.HAND_OVER);
    }

    static Stream<Engines> mapping() {
        return that(Work.MAP);
    }

    private static Stream<Engines> that(Work work) {
        return Arrays.stream(Engines.values()).filter(engine -> engine.does(work));
    }

    @ParameterizedTest
    @MethodSource("transferring")
    void moneyIsConservedByTransfers(Engines engine) throws InterruptedException {
        Transfers transfers = new Transfers();
        transfers.engine = engine.label();
        transfers.accounts = 3;
        transfers.open();
        Crew.work(thread -> {
            Transfers.Clerk clerk = new Transfers.Clerk();
            clerk.begin(transfers.bank, thread);
            return () -> transfers.transfer(clerk);
        });
        transfers.close();
    }

    @ParameterizedTest
    @EnumSource
    void moneyIsConservedWhoeverLooks(Watched.Watcher watcher) throws InterruptedException {
        Watched watched = new Watched();
        watched.watcher = watcher;
        watched.open();
        assertEquals(watcher == Watched.Watcher.SESSION, watched.flag());
        Crew.work(thread -> {
            Watched.Clerk clerk = new Watched.Clerk();
            clerk.begin(watched.bank, thread);
            return () -> watched.transfer(clerk);
        });
        watched.close();
    }

    @ParameterizedTest
    @MethodSource("summing")
    void everySumBesideTransfersIsRight(Engines engine) throws InterruptedException {
        Sums sums = new Sums();
        sums.engine = engine.label();
        sums.accounts = 20;
        sums.open();
        Crew.work(thread -> {
            Sums.Clerk clerk = new Sums.Clerk();
            clerk.begin(sums.bank, thread);
            return thread == 0 ? () -> sums.sum(clerk, new Reruns()) : () -> sums.transfer(clerk);
        });
        sums.close();
    }

    @ParameterizedTest
    @MethodSource("counting")
    void noCountIsLost(Engines engine) throws InterruptedException {
        HotCounter hot = new HotCounter();
        hot.engine = engine.label();
        hot.open();
        Crew.work(thread -> {
            HotCounter.Clerk clerk = new HotCounter.Clerk();
            clerk.begin(hot);
            return () -> {
                hot.add(clerk);
                hot.readAndWrite(clerk);
            };
        });
        hot.close();
    }

    @ParameterizedTest
    @MethodSource("reading")
    void noDepositIsLost(Engines engine) throws InterruptedException {
        MostlyReads reads = new MostlyReads();
        reads.engine = engine.label();
        reads.open();
        Crew.work(thread -> {
            MostlyReads.Clerk clerk = new MostlyReads.Clerk();
            clerk.begin(reads.bank, thread);
            return () -> reads.read(clerk);
        });
        reads.close();
    }

    @ParameterizedTest
    @MethodSource("handingOver")
    void everyNumberComesBack(Engines engine) throws InterruptedException {
        HandOver handOver = new HandOver();
        handOver.engine = engine.label();
        handOver.open();
        for (int i = 0; i < Crew.OPERATIONS; i++) {
            handOver.thereAndBack();
        }
        handOver.close();
    }

    @ParameterizedTest
    @MethodSource("transferring")
    void moneyIsConservedByTheHotAccount(Engines engine) throws InterruptedException {
        HotAccount hot = new HotAccount();
        hot.engine = engine.label();
        hot.open();
        Crew.work(thread -> {
            HotAccount.Clerk clerk = new HotAccount.Clerk();
            clerk.begin(hot.bank, thread);
            return () -> hot.transfer(clerk);
        });
        hot.close();
    }

    @ParameterizedTest
    @MethodSource("mapping")
    void theSizeOfTheMapIsWhatWasPutAndRemoved(Engines engine) throws InterruptedException {
        MapOperations map = new MapOperations();
        map.engine = engine.label();
        map.open();
        Crew.work(thread -> {
            MapOperations.Clerk clerk = new MapOperations.Clerk();
            clerk.begin(map, thread);
            return () -> {
                map.mixed(clerk);
                if (engine.does(Work.MOVE)) {
                    map.move(clerk);
                }
            };
        });
        map.close();
    }

    @Test
    void moneyFromNowhereIsNoticed() {
        Bank bank = new Bank(Engines.TVAR.label(), 2);
        Teller teller = bank.teller(() -> 0);
        teller.read(new int[] {0}, true);
        String message = String.valueOf(
                assertThrows(IllegalStateException.class, bank::close).getMessage());
        assertTrue(message.contains("2,000,000,000 expected, 2,000,000,001 found"), message);
    }
}
