package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TArray;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Collections and variables in one transaction: all changes happen, or none. */
class ComposeTest {
    private static final int ITEMS = 50;
    private static final int PRICE = 7;

    @Test
    void anItemIsHandedOverAndPaidForOrNeither() throws Exception {
        TMap<Integer, String> shop = TMap.create();
        TMap<Integer, String> home = TMap.create();
        TLong till = TLong.of(0);
        TLong purse = TLong.of(ITEMS / 2 * PRICE);
        STM.run(tx -> {
            for (int item = 0; item < ITEMS; item++) {
                shop.put(tx, item, "item " + item);
            }
        });
        CountDownLatch buyers = new CountDownLatch(3);
        List<Integer> bought = TestThreads.results(
                4,
                thread -> thread == 3
                        ? () -> {
                            do {
                                assertPaidFor(home, shop, till, purse);
                            } while (buyers.getCount() > 0);
                            return 0;
                        }
                        : () -> {
                            int mine = 0;
                            for (int item = 0; item < ITEMS; item++) {
                                mine += tryToBuy(shop, home, item, purse, till) ? 1 : 0;
                            }
                            buyers.countDown();
                            return mine;
                        });
        assertEquals(ITEMS / 2, bought.stream().mapToInt(Integer::intValue).sum(), "the purse pays for half of them");
        assertPaidFor(home, shop, till, purse);
    }

    private static boolean tryToBuy(
            TMap<Integer, String> shop, TMap<Integer, String> home, int item, TLong purse, TLong till) {
        try {
            return STM.atomically(tx -> {
                String thing = shop.remove(tx, item);
                if (thing == null) {
                    return false;
                }
                home.put(tx, item, thing);
                pay(tx, purse, till);
                return true;
            });
        } catch (IllegalStateException tooPoor) {
            return false;
        }
    }

    private static void pay(Txn tx, TLong purse, TLong till) {
        if (!purse.isAtLeast(tx, PRICE)) {
            throw new IllegalStateException("the purse is empty");
        }
        purse.add(tx, -PRICE);
        till.add(tx, PRICE);
    }

    private static void assertPaidFor(TMap<Integer, String> home, TMap<Integer, String> shop, TLong till, TLong purse) {
        STM.snapshot(tx -> {
            assertEquals(ITEMS, home.size(tx) + shop.size(tx));
            assertEquals(home.size(tx) * PRICE, till.get(tx));
            assertEquals(ITEMS / 2 * PRICE, till.get(tx) + purse.get(tx));
            return true;
        });
    }

    @Test
    void anExceptionUndoesAllStructuresTogether() {
        TMap<String, Integer> map = TMap.create();
        TSortedMap<String, Integer> sorted = TSortedMap.create();
        TSet<String> set = TSet.create();
        TArray<Integer> array = TArray.create(3, 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> STM.run(tx -> {
                    map.put(tx, "a", 1);
                    sorted.put(tx, "a", 1);
                    set.add(tx, "a");
                    array.set(tx, 0, 1);
                    throw new IllegalArgumentException();
                }));
        assertEquals(Map.of(), map.snapshot());
        assertEquals(Map.of(), sorted.snapshot());
        assertEquals(Set.of(), set.snapshot());
        assertEquals(List.of(0, 0, 0), array.snapshot());
    }

    @Test
    void aTransactionWaitsForAKeyAndTakesItOnce() throws Exception {
        TMap<Integer, String> inbox = TMap.create();
        int letters = 200;
        List<Integer> received = TestThreads.results(4, thread -> () -> {
            int taken = 0;
            for (int letter = 0; letter < letters; letter++) {
                int key = letter;
                if (thread == 0) {
                    STM.run(tx -> inbox.put(tx, key, "letter " + key));
                } else if (letter % 3 == thread - 1) {
                    String text = STM.atomically(tx -> {
                        String there = inbox.remove(tx, key);
                        return there == null ? tx.<String>retry() : there;
                    });
                    assertEquals("letter " + key, text);
                    taken++;
                }
            }
            return taken;
        });
        assertEquals(letters, received.stream().mapToInt(Integer::intValue).sum());
        assertEquals(Map.of(), inbox.snapshot());
    }

    @Test
    void aTransactionThatWaitsForAnyEntryWakes() throws Exception {
        TSet<String> set = TSet.create();
        CountDownLatch asleep = new CountDownLatch(1);
        List<Boolean> woke = TestThreads.results(2, thread -> () -> {
            if (thread == 0) {
                return STM.atomically(tx -> {
                    asleep.countDown();
                    tx.check(!set.isEmpty(tx));
                    return set.contains(tx, "a");
                });
            }
            asleep.await();
            STM.run(tx -> set.add(tx, "a"));
            return true;
        });
        assertEquals(List.of(true, true), woke);
    }

    @Test
    void theSecondChoiceIsTakenFromAnotherMap() {
        TMap<String, Integer> first = TMap.create();
        TMap<String, Integer> second = TMap.create();
        STM.run(tx -> second.put(tx, "a", 2));
        int found = STM.atomically(STM.<Integer, RuntimeException>orElse(
                tx -> {
                    first.put(tx, "trace", 1);
                    Integer value = first.remove(tx, "a");
                    return value == null ? tx.<Integer>retry() : value;
                },
                tx -> {
                    Integer value = second.remove(tx, "a");
                    return value == null ? tx.<Integer>retry() : value;
                }));
        assertEquals(2, found);
        assertEquals(Map.of(), first.snapshot());
        assertTrue(second.snapshot().isEmpty());
    }
}
